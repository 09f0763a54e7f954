package dev.redisatomic.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.redisatomic.checks.Sources.Printed;
import dev.redisatomic.rules.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How compilers find the checks, and what options make of them. */
class RedisAtomicChecksTests {

  private static final String STATIC =
      """
      class Bank {
        @RedisAtomic static void pay() {}
        Bank(@Watched String id) {}
      }
      interface Payments { @RedisAtomic static void pay() {} }
      """;

  @Test
  void compilersFindIt() {
    assertThat(ServiceLoader.load(Processor.class))
        .anyMatch(each -> each.getClass() == RedisAtomicChecks.class);
  }

  @Test
  void gradleIsToldThatItIsIsolating() throws IOException {
    try (InputStream file =
        RedisAtomicChecks.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo(RedisAtomicChecks.class.getName() + ",isolating");
    }
  }

  @Test
  void whatStartUpDoesNotSeeIsAWarning() {
    assertThat(sources().printed())
        .containsExactlyInAnyOrder(
            new Printed(
                Diagnostic.Kind.ERROR,
                2,
                Refusals.notInterceptable("Bank.pay()", "static").message()),
            new Printed(
                Diagnostic.Kind.WARNING,
                3,
                Refusals.watchedOfConstructor("'id'", "Bank").message()),
            new Printed(
                Diagnostic.Kind.WARNING,
                5,
                Refusals.notInterceptable("Payments.pay()", "static").message()));
  }

  @Test
  void strictMakesWarningsErrors() {
    assertThat(sources().printed("-Aredis.atomic.checks=strict"))
        .hasSize(3)
        .allMatch(each -> each.kind() == Diagnostic.Kind.ERROR);
  }

  @Test
  void offSwitchesAllChecksOff() {
    assertThat(sources().printed("-Aredis.atomic.checks=off")).isEmpty();
  }

  @Test
  void anotherValueOfTheOptionIsWarnedOf() {
    assertThat(sources().printed("-Aredis.atomic.checks=of"))
        .hasSize(4)
        .extracting(Printed::text)
        .contains("-Aredis.atomic.checks must be on, off or strict; it is on.");
  }

  private static Sources sources() {
    return new Sources().add("shop.Bank", STATIC);
  }

  @Test
  void theCompilerPointsAtTheAnnotation() {
    String source =
        """
        class Bank {
          @RedisAtomic(maxRetries = -2)
          public void pay(String other, @Watched("balance") String id) {}
        }
        """;
    String whole = Sources.whole("shop.Bank", source);

    assertThat(new Sources().add("shop.Bank", source).diagnostics(new RedisAtomicChecks()))
        .extracting(
            each -> whole.substring((int) each.getStartPosition(), (int) each.getEndPosition()))
        .containsExactlyInAnyOrder("-2", "\"balance\"");
  }

  @Test
  void aProblemIsToldOnceWhereItIsInherited() {
    assertThat(
            new Sources()
                .add(
                    "shop.Bank",
                    """
                    class Bank extends Base {}
                    class Other extends Base {}
                    abstract class Base {
                      @RedisAtomic public void pay(@Watched("#{#od}") Iterator<String> id) {}
                    }
                    """)
                .printed())
        .extracting(Printed::line)
        .containsExactly(4L);
  }

  /** Without Spring, and in a class loader that does not show the trees of the compiler either. */
  @Test
  void whatItsPathDoesNotHaveItLeavesToStartUp() throws Exception {
    URL[] path = {
      placeOf(RedisAtomicChecks.class), placeOf(Refusals.class), placeOf(Nullable.class)
    };
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Processor alone =
          (Processor)
              loader
                  .loadClass(RedisAtomicChecks.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();

      assertThat(
              new Sources()
                  .add(
                      "shop.Bank",
                      """
                      class Bank {
                        @RedisAtomic public void a(@Watched("#{#od}") String id) {}
                        @RedisAtomic public void b(@Watched("#{#od") String id) {}
                        @RedisAtomic public void c(@Watched("{id}") String id) {}
                        public void d() { a(""); }
                      }
                      """)
                  .printed(alone))
          .extracting(Printed::line)
          .containsExactlyInAnyOrder(3L, 4L);
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Makes a superclass, as other processors do, in the first round. */
  private static final class Generator extends AbstractProcessor {

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!round.processingOver()
          && processingEnv.getElementUtils().getTypeElement("shop.Made") == null) {
        try (var file = processingEnv.getFiler().createSourceFile("shop.Made").openWriter()) {
          file.write(
              "package shop; public abstract class Made {"
                  + " @dev.redisatomic.annotation.RedisAtomic(maxRetries = -4)"
                  + " public void pay() {} }");
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void whatOtherProcessorsMakeIsSeen() {
    List<Object> options = new ArrayList<>(Sources.OPTIONS);
    Compilation compilation =
        com.google.testing.compile.Compiler.javac()
            .withProcessors(new RedisAtomicChecks(), new Generator())
            .withOptions(options)
            .compile(
                com.google.testing.compile.JavaFileObjects.forSourceString(
                    "shop.Bank",
                    Sources.whole(
                        "shop.Bank",
                        "class Bank extends Made { void close(@Watched String id) {} }")));

    assertThat(compilation.errors().stream().map(Printed::of))
        .extracting(Printed::text)
        .containsExactlyInAnyOrder(
            Refusals.maxRetries("Made.pay()", -4).message(),
            Refusals.watchedInVain("'id'", "Bank.close(String)").message());
  }

  @Test
  void aSourceThatDoesNotCompileIsLeftToTheCompiler() {
    assertThat(
            new Sources()
                .add(
                    "shop.Bank",
                    """
                    class Bank extends Missing<String> implements Other {
                      @RedisAtomic public Unknown<Void> pay(@Watched("k:{}") Unknown<List<X>> id, Gone... more) {}
                    }
                    """)
                .printed())
        .isNotEmpty()
        .allMatch(each -> each.text().contains("cannot find symbol"));
  }
}
