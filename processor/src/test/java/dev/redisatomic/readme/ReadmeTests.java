package dev.redisatomic.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.redisatomic.readme.Shop.Line;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Every Java snippet of the README and of docs is compiled code; those of the README are run. */
@EachServer
class ReadmeTests {

  private final RedisSetup setup;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private StringRedisTemplate redis = new StringRedisTemplate();

  ReadmeTests(RedisSetup setup) {
    this.setup = setup;
  }

  static Stream<String> propertiesBlocks() {
    return Readme.blocks("properties").stream();
  }

  static Stream<String> javaBlocks() {
    return Readme.blocks("java").stream();
  }

  @BeforeEach
  void start() {
    setup.flushAll();
    Map<String, Object> properties = new HashMap<>();
    propertiesBlocks().map(Readme::properties).forEach(properties::putAll);
    assertThat(properties).containsKey("redis.atomic.policies.patient.timeout");
    start(context, properties);
    redis = context.getBean(StringRedisTemplate.class);
  }

  private void start(AnnotationConfigApplicationContext context, Map<String, Object> properties) {
    properties.putIfAbsent("shop.reserve.max-retries", 3);
    properties.putIfAbsent("redis.atomic.policies.patient.max-retries", 100);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("readme", properties));
    context.register(
        RedisConfiguration.class,
        Bank.class,
        Shop.class,
        Site.class,
        WrongWay.class,
        RightWay.class,
        Ordering.class,
        Ordering.Orders.class);
    context.registerBean(
        "connectionFactory", RedisConnectionFactory.class, () -> setup.connectionFactory());
    context.refresh();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @ParameterizedTest
  @MethodSource("javaBlocks")
  void everyJavaSnippetIsCompiled(String snippet) {
    assertThat(Readme.squeeze(Readme.compiledSources())).contains(Readme.squeeze(snippet));
  }

  /** One by one, because the same property may be in several of them. */
  @ParameterizedTest
  @MethodSource("propertiesBlocks")
  void everyBlockOfPropertiesIsAccepted(String block) {
    try (AnnotationConfigApplicationContext own = new AnnotationConfigApplicationContext()) {
      start(own, Readme.properties(block));
      own.getBean(Site.class).count("sheep");
    }

    assertThat(redis.opsForValue().get("count:sheep")).isEqualTo("1");
  }

  @Test
  void everyPageIsInTheIndex() {
    String index = Readme.read(Path.of("..", "docs", "README.md"));

    assertThat(Readme.files().skip(1).map(page -> page.getFileName().toString()))
        .contains("recipes.md")
        .filteredOn(page -> !page.equals("README.md"))
        .allSatisfy(page -> assertThat(index).contains("](" + page + ") |"));
  }

  @Test
  void theDependencyIsTheStarter() {
    String starter = Readme.squeeze(Readme.read(Path.of("..", "starter", "pom.xml")));
    String maven = Readme.squeeze(Readme.blocks("xml").get(0));
    String artifact = maven.replaceAll(".*<artifactId>(.*)</artifactId>.*", "$1");
    String version = maven.replaceAll(".*<version>(.*)</version>.*", "$1");

    assertThat(starter).contains("</parent> <artifactId>" + artifact + "</artifactId>");
    assertThat(starter).contains("<version>" + version + "</version>");
    assertThat(Readme.blocks("kotlin"))
        .first()
        .asString()
        .contains("\"dev.redisatomic:" + artifact + ":" + version + "\"");
  }

  /** What {@code .ci/fresh-projects} builds outside of this build is what the README says. */
  @Test
  void theFreshProjectIsTheQuickStart() {
    Path project = Path.of("..", ".ci", "fresh", "quick-start");
    Path service = project.resolve("src/main/java/com/example/bank/BankService.java");
    String version =
        Readme.blocks("xml").get(0).replaceAll("(?s).*(<version>.*</version>).*", "$1");

    assertThat(Readme.squeeze(Readme.read(project.resolve("pom.xml"))))
        .contains(Readme.squeeze(Readme.blocks("xml").get(0)));
    assertThat(Readme.read(project.resolve("pom-jedis.xml"))).contains(version);
    assertThat(Readme.squeeze(Readme.read(service)))
        .contains(Readme.squeeze(Readme.blocks("java").get(0)));
    assertThat(Readme.read(project.resolve("src/jedis/application.properties")))
        .isEqualTo(Readme.blocks("properties").get(0));
  }

  @Test
  void transferMovesMoneyOrWritesNothing() {
    Bank bank = context.getBean(Bank.class);
    redis.opsForValue().set("account:alice:balance", "100");
    redis.opsForValue().set("account:bob:balance", "0");

    assertThat(bank.transfer("alice", "bob", 30)).isTrue();
    assertThat(bank.transfer("alice", "bob", 71)).isFalse();

    assertThat(redis.opsForValue().get("account:alice:balance")).isEqualTo("70");
    assertThat(redis.opsForValue().get("account:bob:balance")).isEqualTo("30");
  }

  @Test
  void aResultThatNobodyAskedForIsMissing() {
    WrongWay wrong = context.getBean(WrongWay.class);

    assertThatNullPointerException().isThrownBy(() -> wrong.ticket("alice"));

    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void aResultThatWasAskedForIsThere() {
    RightWay right = context.getBean(RightWay.class);

    assertThat(right.ticket("alice")).isEqualTo("ticket:1");
    assertThat(right.ticket("bob")).isEqualTo("ticket:2");

    assertThat(redis.opsForValue().get("ticket:2")).isEqualTo("bob");
    assertThat(redis.opsForValue().get("tickets")).isEqualTo("2");
  }

  @Test
  void bothWaysToTakeDoTheSame() {
    redis.opsForHash().putAll("stock", Map.of("pen", "5", "ink", "6"));

    context.getBean(WrongWay.class).take(List.of("pen", "ink"));
    context.getBean(RightWay.class).take(List.of("pen", "ink"));

    assertThat(redis.opsForHash().entries("stock")).isEqualTo(Map.of("pen", "3", "ink", "4"));
  }

  @Test
  void aReadSeesTheVisit() {
    Site site = context.getBean(Site.class);

    assertThat(site.visitAndLook("home")).isEqualTo("1");
    assertThat(site.visitAndLook("home")).isEqualTo("2");
  }

  @Test
  void nobodyVotesTwice() {
    Site site = context.getBean(Site.class);

    assertThat(site.vote("poll", "alice")).isTrue();
    assertThat(site.vote("poll", "alice")).isFalse();

    assertThat(redis.opsForValue().get("votes:poll")).isEqualTo("1");
  }

  @Test
  void reserveTakesAllLinesOrNone() {
    Shop shop = context.getBean(Shop.class);
    redis.opsForHash().put("stock:tea", "available", "2");
    redis.opsForHash().put("stock:pot", "available", "1");

    assertThat(shop.reserve(List.of(new Line("tea", 1), new Line("pot", 2)))).isFalse();
    assertThat(shop.reserve(List.of(new Line("tea", 2), new Line("pot", 1)))).isTrue();

    assertThat(redis.opsForHash().get("stock:tea", "available")).isEqualTo("0");
    assertThat(redis.opsForHash().get("stock:pot", "available")).isEqualTo("0");
    assertThat(redis.opsForValue().get("reservations")).isEqualTo("1");
  }

  @Test
  void visitHandsOutItsResultAndLogsOnce() {
    Site site = context.getBean(Site.class);

    assertThat(site.visit("home").get()).isEqualTo(1);
    assertThat(site.visit("home").get()).isEqualTo(2);

    assertThat(site.log()).containsExactly("home visited", "home visited");
  }

  @Test
  void lockIsTakenOnce() {
    Site site = context.getBean(Site.class);

    assertThat(site.lock("door", "alice")).isTrue();
    assertThat(site.lock("door", "bob")).isFalse();

    assertThat(redis.opsForValue().get("lock:door")).isEqualTo("alice");
  }

  @Test
  void countRunsUnderItsNamedPolicy() {
    Site site = context.getBean(Site.class);

    site.count("sheep");
    site.count("sheep");

    assertThat(redis.opsForValue().get("count:sheep")).isEqualTo("2");
  }
}
