package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/** What editors are told about the properties is what the library reads. */
class ConfigurationMetadataTests {

  private static final String POLICIES = "redis.atomic.policies";

  private final List<Map<String, Object>> documented = documented();

  @Test
  void listsExactlyThePropertiesThatAreRead() {
    assertThat(documented.stream().map(property -> property.get("name")))
        .containsExactlyInAnyOrderElementsOf(propertiesThatAreRead());
  }

  @Test
  void listsExactlyThePropertiesThatAreLegal() {
    assertThat(documented.stream().map(property -> property.get("name")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    PropertyNames.GLOBAL.stream().map(name -> PropertyNames.PREFIX + name),
                    Stream.of(POLICIES))
                .toList());
  }

  @Test
  void theDescriptionOfPoliciesNamesAllOfTheirProperties() {
    Map<String, Object> policies =
        documented.stream()
            .filter(property -> POLICIES.equals(property.get("name")))
            .findFirst()
            .orElseThrow();

    assertThat(String.valueOf(policies.get("description"))).contains(PropertyNames.OF_POLICY);
  }

  @Test
  void theDocumentedStandardsAreTheOnesInForce() {
    Map<String, Object> standards =
        documented.stream()
            .filter(property -> property.get("defaultValue") != null)
            .collect(
                Collectors.toMap(
                    property -> String.valueOf(property.get("name")),
                    property -> withoutFraction(property.get("defaultValue"))));
    RedisAtomicSettings set = read(new MapPropertySource("standards", standards));
    RedisAtomicSettings unset = read(new MapPropertySource("nothing", Map.of()));

    assertThat(standards)
        .containsEntry("redis.atomic.enabled", true)
        .doesNotContainKey("redis.atomic.timeout")
        .hasSize(documented.size() - 2); // policies have none either
    assertThat(set).usingRecursiveComparison().ignoringFields("reader").isEqualTo(unset);
    assertThat(unset.policy().timeout()).isNull();
  }

  @Test
  void everyPropertyIsDescribedAndTyped() {
    assertThat(documented)
        .allSatisfy(
            property -> {
              assertThat(String.valueOf(property.get("description"))).endsWith(".");
              assertThat(String.valueOf(property.get("type"))).startsWith("java.");
            });
  }

  /** There are parsers that make 10.0 of 10. */
  private static Object withoutFraction(@Nullable Object value) {
    return value instanceof Number number && number.longValue() == number.doubleValue()
        ? number.longValue()
        : Objects.requireNonNull(value);
  }

  /** All that is asked for while the settings are read. */
  private static Set<String> propertiesThatAreRead() {
    Set<String> asked = new TreeSet<>();
    PropertySource<Object> recorder =
        new PropertySource<>("recorder", new Object()) {
          @Override
          public @Nullable Object getProperty(String name) {
            asked.add(name.startsWith(POLICIES) ? POLICIES : name);
            // "hot" exists, so that its properties are read
            return name.equals(POLICIES + ".hot.max-retries") ? "1" : null;
          }
        };
    PropertySourcesPropertyResolver resolver = resolver(recorder);
    RedisAtomicSettings.of(resolver).policyNamed("hot", "a test");
    RedisAtomicEnabled.isEnabled(resolver);
    return asked;
  }

  private static RedisAtomicSettings read(PropertySource<?> source) {
    return RedisAtomicSettings.of(resolver(source));
  }

  private static PropertySourcesPropertyResolver resolver(PropertySource<?> source) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(source);
    return new PropertySourcesPropertyResolver(sources);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> documented() {
    String name = "META-INF/spring-configuration-metadata.json";
    try (InputStream file = classes().resolve(name).toURL().openStream()) {
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return (List<Map<String, Object>>)
          Objects.requireNonNull(
              JsonParserFactory.getJsonParser().parseMap(json).get("properties"));
    } catch (IOException | URISyntaxException e) {
      throw new LinkageError(name, e);
    }
  }

  /** Not by the class loader, which finds the files of other libraries as well. */
  private static URI classes() throws URISyntaxException {
    return RedisAtomicSettings.class.getProtectionDomain().getCodeSource().getLocation().toURI();
  }
}
