package dev.redisatomic.checks;

import dev.redisatomic.checks.Findings.Mode;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks annotations when they are compiled. Makes no files and claims no annotations.
 *
 * <p>What start-up would refuse of a class is an error; what start-up does not see, but can have no
 * effect, is a warning, and with {@code -Aredis.atomic.checks=strict} an error as well. {@code
 * -Aredis.atomic.checks=off} switches the checks off.
 *
 * <p>Every type is judged by itself and by what it inherits, so the processor is isolating. It
 * looks at all types, because annotations are inherited, too, and at the end, when the sources that
 * other processors make are there.
 */
@SupportedOptions(RedisAtomicChecks.OPTION)
public final class RedisAtomicChecks extends AbstractProcessor {

  /** Name of the option that says how strict to be. */
  public static final String OPTION = "redis.atomic.checks";

  private final Set<String> names = new LinkedHashSet<>();
  private @Nullable Findings findings;

  /** Serves the compiler, which makes the instance. */
  public RedisAtomicChecks() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Mode mode = Mode.of(environment.getOptions().get(OPTION));
    if (mode == null) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING, "-A" + OPTION + " must be on, off or strict; it is on.");
      mode = Mode.ON;
    }
    if (mode != Mode.OFF) {
      findings = new Findings(environment.getMessager(), mode);
      watchCalls(environment, mode);
    }
  }

  private static void watchCalls(ProcessingEnvironment environment, Mode mode) {
    try {
      SelfInvocations.watch(environment, mode);
    } catch (LinkageError | IllegalArgumentException e) {
      // another compiler than javac: it does not show us the bodies of methods
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Findings found = findings;
    if (found == null) {
      return false;
    }
    for (Element root : round.getRootElements()) {
      addNames(root);
    }
    if (round.processingOver() && !round.errorRaised()) {
      new TypeChecks(processingEnv, names, found).checkAll();
    }
    return false;
  }

  private void addNames(Element element) {
    if (element instanceof TypeElement type && !isOfKotlin(type)) {
      names.add(type.getQualifiedName().toString());
      type.getEnclosedElements().forEach(this::addNames);
    }
  }

  /**
   * Whether this is the class in which Kotlin puts a copy of an interface's bodies, with their
   * annotations.
   */
  private static boolean isOfKotlin(TypeElement type) {
    return type.getSimpleName().contentEquals("DefaultImpls")
        && type.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind().isInterface();
  }
}
