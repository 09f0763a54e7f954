package dev.redisatomic.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Selects the parts that need an optional library, where that library is present. They are named as
 * text, to be loaded only then. Selects none where nothing is atomic.
 */
final class OptionalParts implements ImportSelector, BeanClassLoaderAware, EnvironmentAware {

  private static final Map<String, String> NEEDED_BY_PART =
      Map.of(
          "dev.redisatomic.observation.ObservationConfiguration",
          "io.micrometer.observation.ObservationRegistry",
          "dev.redisatomic.observation.MeterConfiguration",
          "io.micrometer.core.instrument.MeterRegistry");

  private @Nullable ClassLoader classLoader;
  private boolean enabled = true;

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    classLoader = loader;
  }

  @Override
  public void setEnvironment(Environment environment) {
    enabled = RedisAtomicEnabled.isEnabled(environment);
  }

  @Override
  public String[] selectImports(AnnotationMetadata importingClass) {
    return NEEDED_BY_PART.entrySet().stream()
        .filter(part -> enabled && ClassUtils.isPresent(part.getValue(), classLoader))
        .map(Map.Entry::getKey)
        .sorted()
        .toArray(String[]::new);
  }
}
