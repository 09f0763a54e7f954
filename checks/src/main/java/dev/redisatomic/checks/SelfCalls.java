package dev.redisatomic.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The calls in one class, and the classes in it, that go to the same object or to an outer one. */
final class SelfCalls extends TreePathScanner<@Nullable Void, @Nullable Void> {

  private static final String SUPPRESSED = "redis-atomic-self-invocation";
  private static final String PROGRAMMATIC = "dev.redisatomic.RedisAtomicOperations";

  private final Trees trees;
  private final Types types;
  private final AtomicTypes atomic;
  private final List<Call> calls = new ArrayList<>();

  SelfCalls(Trees trees, Types types, AtomicTypes atomic) {
    this.trees = trees;
    this.types = types;
    this.atomic = atomic;
  }

  /**
   * A call.
   *
   * @param path where it is
   * @param called the method that is called
   * @param type the class of the object
   * @param callers the methods that it is in, the innermost first; none in an initializer
   */
  record Call(
      TreePath path, ExecutableElement called, TypeElement type, List<ExecutableElement> callers) {

    /** The name of the caller, for messages. */
    String caller() {
      if (callers.isEmpty()) {
        return "the initialization of " + type.getSimpleName();
      }
      ExecutableElement outermost = callers.get(callers.size() - 1);
      return outermost.getKind() == ElementKind.CONSTRUCTOR
          ? "the constructor of " + type.getSimpleName()
          : outermost.getSimpleName() + "(…)";
    }
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree node, @Nullable Void none) {
    ExpressionTree method = node.getMethodSelect();
    if (method instanceof IdentifierTree) {
      add(method, null);
    } else if (method instanceof MemberSelectTree select) {
      addIfSelf(method, select.getExpression());
    }
    return super.visitMethodInvocation(node, null);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree node, @Nullable Void none) {
    addIfSelf(node, node.getQualifierExpression());
    return super.visitMemberReference(node, null);
  }

  private void addIfSelf(ExpressionTree method, ExpressionTree receiver) {
    ExpressionTree object = receiver;
    while (object instanceof ParenthesizedTree inner) {
      object = inner.getExpression();
    }
    if (object instanceof IdentifierTree name && isSelf(name.getName())) {
      add(method, null);
    } else if (object instanceof MemberSelectTree outer && isSelf(outer.getIdentifier())) {
      Element named = trees.getElement(new TreePath(getCurrentPath(), outer.getExpression()));
      if (named instanceof TypeElement type && !type.getKind().isInterface()) {
        add(method, type);
      }
    }
  }

  private static boolean isSelf(CharSequence name) {
    return name.toString().equals("this") || name.toString().equals("super");
  }

  private void add(ExpressionTree method, @Nullable TypeElement named) {
    TreePath path =
        method == getCurrentPath().getLeaf()
            ? getCurrentPath()
            : new TreePath(getCurrentPath(), method);
    if (trees.getElement(path) instanceof ExecutableElement called
        && called.getKind() == ElementKind.METHOD
        && !called.getModifiers().contains(Modifier.STATIC)) {
      List<ExecutableElement> callers = new ArrayList<>();
      TypeElement type = null;
      for (TreePath each = path; each != null && type == null; each = each.getParentPath()) {
        Tree leaf = each.getLeaf();
        if (leaf instanceof MethodTree
            && trees.getElement(each) instanceof ExecutableElement caller) {
          callers.add(caller);
        } else if (leaf instanceof ClassTree
            && trees.getElement(each) instanceof TypeElement enclosing
            && (named == null ? isMember(called, enclosing) : named.equals(enclosing))) {
          type = enclosing;
        }
      }
      if (type != null) {
        calls.add(new Call(getCurrentPath(), called, type, callers));
      }
    }
  }

  private boolean isMember(ExecutableElement method, TypeElement type) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && types.isSubtype(types.erasure(type.asType()), types.erasure(owner.asType()));
  }

  /**
   * The calls of atomic methods by callers that are not, those left out that are not to be told.
   */
  List<Call> notAtomic() {
    return calls.stream()
        .filter(call -> atomic.isAtomic(call.called(), call.type()))
        .filter(call -> !isCovered(call, new HashSet<>()))
        .filter(call -> !isSuppressed(call))
        .toList();
  }

  private boolean isCovered(Call call, Set<ExecutableElement> seen) {
    return isInProgrammaticCall(call.path())
        || call.callers().stream().anyMatch(caller -> isCovered(caller, seen));
  }

  /** Whether it is in the body of a programmatic call, whose transaction it joins. */
  private boolean isInProgrammaticCall(TreePath path) {
    for (TreePath each = path; each.getParentPath() != null; each = each.getParentPath()) {
      boolean isBody =
          each.getLeaf() instanceof LambdaExpressionTree
              || each.getLeaf() instanceof MemberReferenceTree;
      if (isBody
          && each.getParentPath().getLeaf() instanceof MethodInvocationTree
          && trees.getElement(each.getParentPath()) instanceof ExecutableElement method
          && method.getEnclosingElement() instanceof TypeElement owner
          && owner.getQualifiedName().contentEquals(PROGRAMMATIC)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a method is atomic, or private and called by such methods alone. */
  private boolean isCovered(ExecutableElement method, Set<ExecutableElement> seen) {
    if (!seen.add(method)
        || (method.getEnclosingElement() instanceof TypeElement type
            && atomic.isAtomic(method, type))) {
      return true;
    }
    if (!method.getModifiers().contains(Modifier.PRIVATE)) {
      return false;
    }
    List<Call> known = calls.stream().filter(call -> call.called().equals(method)).toList();
    return !known.isEmpty() && known.stream().allMatch(call -> isCovered(call, seen));
  }

  private static boolean isSuppressed(Call call) {
    return call.callers().stream().anyMatch(SelfCalls::isSuppressed) || isSuppressed(call.type());
  }

  private static boolean isSuppressed(Element element) {
    SuppressWarnings suppressed = element.getAnnotation(SuppressWarnings.class);
    return suppressed != null && List.of(suppressed.value()).contains(SUPPRESSED);
  }
}
