package dev.redisatomic.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.junit.jupiter.api.Test;

/** Build tools put an environment of their own around the compiler's. */
class CompilerEnvironmentTests {

  /** Has the field that Gradle's has. */
  @SuppressWarnings("ClassCanBeRecord")
  private static final class Wrapper implements ProcessingEnvironment {

    private final ProcessingEnvironment delegate;

    Wrapper(ProcessingEnvironment delegate) {
      this.delegate = delegate;
    }

    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public Filer getFiler() {
      return delegate.getFiler();
    }

    @Override
    public Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return delegate.getLocale();
    }
  }

  /** Gives the checks another environment than the compiler's. */
  private static final class Wrapping extends AbstractProcessor {

    private final RedisAtomicChecks checks = new RedisAtomicChecks();

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      checks.init(new Wrapper(new Wrapper(environment)));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return checks.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return checks.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      checks.process(annotations, round);
      return false;
    }
  }

  @Test
  void bodiesAreSeenThroughTheEnvironmentOfABuildTool() {
    assertThat(
            new Sources()
                .add(
                    "shop.Bank",
                    """
                    class Bank {
                      @RedisAtomic public void pay() {}
                      void all() { pay(); }
                    }
                    """)
                .printed(new Wrapping()))
        .extracting(Sources.Printed::line)
        .containsExactly(3L);
  }
}
