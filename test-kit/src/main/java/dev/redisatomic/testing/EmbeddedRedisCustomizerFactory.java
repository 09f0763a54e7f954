package dev.redisatomic.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link EmbeddedRedis} on test classes, also around nested ones. */
final class EmbeddedRedisCustomizerFactory implements ContextCustomizerFactory {

  EmbeddedRedisCustomizerFactory() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
    EmbeddedRedis annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedRedis.class);
    return annotation == null ? null : new EmbeddedRedisCustomizer(annotation.value());
  }
}
