package dev.redisatomic.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.checks.Sources.Printed;
import dev.redisatomic.checks.Sources.StartUp;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What start-up refuses is an error of the compiler, in the same words. */
class WrongAnnotationsTests {

  private static StartUp startUp;
  private static List<Diagnostic<? extends JavaFileObject>> ofJavac;
  private static List<Diagnostic<? extends JavaFileObject>> ofEclipse;

  @BeforeAll
  static void compileAll(@TempDir Path folder) throws IOException {
    Sources sources = new Sources();
    Wrong.files().forEach(sources::addWhole);
    startUp = sources.startUp();
    ofJavac = sources.diagnostics(new RedisAtomicChecks());
    ofEclipse = eclipse(Wrong.files(), folder);
  }

  private static List<Diagnostic<? extends JavaFileObject>> eclipse(
      Map<String, String> sources, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Path file = folder.resolve(each.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, each.getValue()));
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    EclipseCompiler compiler = new EclipseCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      CompilationTask task =
          compiler.getTask(
              new StringWriter(),
              manager,
              diagnostics,
              List.of("-parameters", "--release", "17", "-d", folder.toString()),
              null,
              manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(List.of(new RedisAtomicChecks()));
      assertThat(task.call()).as("success").isFalse();
    }
    return diagnostics.getDiagnostics();
  }

  @ParameterizedTest
  @EnumSource
  void theCompilerSaysWhatStartUpSaysWhereItIs(Wrong wrong) {
    assertThat(about(wrong, ofJavac).map(Printed::of))
        .containsExactly(new Printed(Diagnostic.Kind.ERROR, wrong.line(), said(wrong)));
  }

  private static String said(Wrong wrong) {
    return Objects.requireNonNull(startUp.refusal(wrong.type()), "start-up says nothing");
  }

  @ParameterizedTest
  @EnumSource
  void theCompilerOfEclipseSaysTheSame(Wrong wrong) {
    assertThat(
            about(wrong, ofEclipse)
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Printed::of)
                .map(Printed::text))
        .containsExactly(said(wrong));
  }

  private static Stream<Diagnostic<? extends JavaFileObject>> about(
      Wrong wrong, List<Diagnostic<? extends JavaFileObject>> all) {
    String path = wrong.file().replace('.', '/') + ".java";
    return all.stream().filter(each -> nameOf(each.getSource()).endsWith(path));
  }

  private static String nameOf(@Nullable JavaFileObject file) {
    return file == null ? "" : file.toUri().getPath();
  }
}
