package dev.redisatomic.checks;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.redisatomic.checks.Findings.Mode;
import dev.redisatomic.rules.Refusals;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Finds calls of atomic methods that do not pass a proxy, in bodies that the compiler has looked
 * at. Loaded only where the compiler offers its trees.
 */
final class SelfInvocations implements TaskListener {

  private final JavacTask task;
  private final Trees trees;
  private final Mode mode;

  private SelfInvocations(JavacTask task, Trees trees, Mode mode) {
    this.task = task;
    this.trees = trees;
    this.mode = mode;
  }

  /**
   * Looks at every class that is compiled from now on.
   *
   * @throws IllegalArgumentException if this is not the environment of javac
   */
  static void watch(ProcessingEnvironment environment, Mode mode) {
    ProcessingEnvironment javac = CompilerEnvironment.unwrap(environment);
    JavacTask task = JavacTask.instance(javac);
    task.addTaskListener(new SelfInvocations(task, Trees.instance(javac), mode));
  }

  @Override
  public void finished(TaskEvent event) {
    TypeElement type = event.getTypeElement();
    if (event.getKind() != TaskEvent.Kind.ANALYZE || type == null) {
      return;
    }
    TreePath path = trees.getPath(type);
    if (path != null) {
      AtomicTypes atomic = new AtomicTypes(task.getElements(), task.getTypes());
      SelfCalls calls = new SelfCalls(trees, task.getTypes(), atomic);
      calls.scan(path, null);
      for (SelfCalls.Call call : calls.notAtomic()) {
        trees.printMessage(
            mode.warning(),
            Refusals.selfInvocation(
                    new AtomicMethod(call.type(), call.called(), true, atomic, task.getTypes())
                        .name(),
                    call.caller())
                .message(),
            call.path().getLeaf(),
            call.path().getCompilationUnit());
      }
    }
  }
}
