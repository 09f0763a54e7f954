package dev.redisatomic.checks;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.attribute.AtomicMethodChecks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Sources that are compiled with the checks, or without them and then shown to start-up. */
final class Sources {

  static final List<String> OPTIONS = List.of("-parameters", "--release", "17", "-Xmaxerrs", "999");

  private static final String IMPORTS =
      "import dev.redisatomic.*; import dev.redisatomic.annotation.*; import java.lang.annotation.*; import java.util.*;"
          + " import java.util.concurrent.*; import java.util.stream.*;"
          + " import org.springframework.scheduling.annotation.Async; ";

  private final List<JavaFileObject> files = new ArrayList<>();

  /**
   * What the compiler has printed.
   *
   * @param kind error or warning
   * @param line where
   * @param text the message
   */
  record Printed(Diagnostic.Kind kind, long line, String text) {

    static Printed of(Diagnostic<?> diagnostic) {
      return new Printed(
          diagnostic.getKind(),
          diagnostic.getLineNumber(),
          diagnostic.getMessage(Locale.ROOT).replaceFirst("^warning: ", ""));
    }
  }

  /** Adds a file, with everything that sources need imported in its first line. */
  Sources add(String type, String source) {
    return addWhole(type, whole(type, source));
  }

  static String whole(String type, String source) {
    return "package " + type.substring(0, type.lastIndexOf('.')) + "; " + IMPORTS + source;
  }

  /** Adds a file as it is. */
  Sources addWhole(String type, String source) {
    files.add(JavaFileObjects.forSourceString(type, source));
    return this;
  }

  /** What is printed about all files. */
  List<Printed> printed(String... options) {
    return printed(new RedisAtomicChecks(), options);
  }

  List<Printed> printed(Processor processor, String... options) {
    return diagnostics(processor, options).stream().map(Printed::of).toList();
  }

  /** What is printed, without notes. */
  List<Diagnostic<? extends JavaFileObject>> diagnostics(Processor processor, String... options) {
    List<Diagnostic<? extends JavaFileObject>> all = new ArrayList<>();
    compilation(processor, options).diagnostics().stream()
        .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
        .forEach(all::add);
    return all;
  }

  Compilation compilation(Processor processor, String... options) {
    List<Object> all = new ArrayList<>(OPTIONS);
    all.addAll(List.of(options));
    return Compiler.javac().withProcessors(processor).withOptions(all).compile(files);
  }

  /** Compiles without the checks. */
  StartUp startUp() {
    List<Object> options = new ArrayList<>(OPTIONS);
    options.add("-proc:none");
    Compilation compiled = Compiler.javac().withOptions(options).compile(files);
    if (compiled.status() != Compilation.Status.SUCCESS) {
      throw new IllegalArgumentException("The sources do not compile: " + compiled.diagnostics());
    }
    return new StartUp(compiled.generatedFiles());
  }

  /** Loads what was compiled, and says what start-up says. */
  static final class StartUp extends ClassLoader {

    private final Map<String, JavaFileObject> classes = new HashMap<>();

    StartUp(List<JavaFileObject> files) {
      super(Sources.class.getClassLoader());
      for (JavaFileObject file : files) {
        if (file.getKind() == JavaFileObject.Kind.CLASS) {
          String name = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
          classes.put(name.substring(0, name.length() - ".class".length()).replace('/', '.'), file);
        }
      }
    }

    /** The refusal of a class as a bean; {@code null} if start-up is content. */
    @Nullable String refusal(String type) {
      try {
        new AtomicMethodChecks(new AtomicAttributeSource(text -> text)).check(loadClass(type));
        return null;
      } catch (AtomicSetupException e) {
        return e.getMessage();
      } catch (ClassNotFoundException e) {
        throw new LinkageError(type, e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileObject file = classes.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name + " is not among " + classes.keySet());
      }
      try (InputStream stream = file.openInputStream()) {
        byte[] bytes = stream.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
