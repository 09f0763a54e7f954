package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAnnotations;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the atomic methods of a bean that Spring calls on the bean itself, past its proxy: when it
 * makes the bean and when it destroys it.
 */
final class Callbacks {

  private static final Log log = LogFactory.getLog(Callbacks.class);

  private final AtomicAnnotations annotations;
  private final RootBeanDefinition definition;
  private final Class<?> type;

  Callbacks(AtomicAnnotations annotations, RootBeanDefinition definition, Class<?> type) {
    this.annotations = annotations;
    this.definition = definition;
    this.type = type;
  }

  /**
   * Refuses methods with an annotation of their own. An annotation on the class may well be meant
   * for the others: then this is just said.
   */
  void check(String name) {
    for (Method method : annotations.atomicMethods(type)) {
      String calledFor = calledFor(method);
      if (calledFor == null) {
        continue;
      }
      String described = AtomicAnnotations.nameOf(method, type);
      if (annotations.isOnMethod(method, type)) {
        throw AtomicProxies.without(
            name,
            described,
            "Spring calls it "
                + calledFor
                + " on the bean itself, past the proxy. Use RedisAtomicOperations there, or put the"
                + " work into an atomic method of another bean.");
      }
      log.warn(
          described
              + " of bean '"
              + name
              + "' runs without being atomic when Spring calls it "
              + calledFor
              + ", although its class is annotated");
    }
  }

  private @Nullable String calledFor(Method method) {
    String name = method.getName();
    if (isInjected(method)) {
      return "to inject dependencies";
    }
    if (method.getParameterCount() > 0) {
      return null;
    }
    if (definition.isExternallyManagedInitMethod(name)
        || contains(definition.getInitMethodNames(), name)
        || (name.equals("afterPropertiesSet") && InitializingBean.class.isAssignableFrom(type))) {
      return "to initialise the bean";
    }
    if (definition.isExternallyManagedDestroyMethod(name)
        || contains(definition.getDestroyMethodNames(), name)
        || (name.equals("destroy") && DisposableBean.class.isAssignableFrom(type))
        || isInferred(name)) {
      return "to destroy the bean";
    }
    return null;
  }

  /** Post-processors that inject into methods say so in the definition, but not ahead of time. */
  private boolean isInjected(Method method) {
    return definition.isExternallyManagedConfigMember(method)
        || AnnotatedElementUtils.hasAnnotation(method, Autowired.class)
        || AnnotatedElementUtils.hasAnnotation(method, Value.class)
        || Stream.of(ClassUtils.getAllInterfacesForClass(type))
            .filter(Aware.class::isAssignableFrom)
            .anyMatch(aware -> ClassUtils.hasMethod(aware, method));
  }

  private boolean isInferred(String name) {
    return (name.equals("close") && AutoCloseable.class.isAssignableFrom(type))
        || ((name.equals("close") || name.equals("shutdown"))
            && contains(definition.getDestroyMethodNames(), AbstractBeanDefinition.INFER_METHOD));
  }

  private static boolean contains(String @Nullable [] names, String name) {
    return names != null && Stream.of(names).anyMatch(name::equals);
  }
}
