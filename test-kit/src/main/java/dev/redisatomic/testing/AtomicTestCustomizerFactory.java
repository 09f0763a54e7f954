package dev.redisatomic.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link AutoConfigureRedisAtomic} on test classes, also around nested ones. */
final class AtomicTestCustomizerFactory implements ContextCustomizerFactory {

  AtomicTestCustomizerFactory() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
    AutoConfigureRedisAtomic annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureRedisAtomic.class);
    return annotation == null ? null : new AtomicTestCustomizer(annotation.hideValues());
  }
}
