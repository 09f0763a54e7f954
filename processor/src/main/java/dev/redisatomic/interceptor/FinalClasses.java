package dev.redisatomic.interceptor;

import java.lang.reflect.Modifier;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Lets final classes have the only proxy that they can have, also where class proxies are usual.
 */
final class FinalClasses {

  private FinalClasses() {}

  static void exposeInterfaces(ConfigurableListableBeanFactory beans, String name, Class<?> type) {
    if (!Modifier.isFinal(type.getModifiers())
        || ClassUtils.isLambdaClass(type)
        || ClassUtils.getAllInterfacesForClass(type).length == 0
        || !beans.containsBeanDefinition(name)) {
      return;
    }
    BeanDefinition definition = beans.getBeanDefinition(name);
    if (!definition.hasAttribute(AutoProxyUtils.EXPOSED_INTERFACES_ATTRIBUTE)) {
      definition.setAttribute(
          AutoProxyUtils.EXPOSED_INTERFACES_ATTRIBUTE,
          AutoProxyUtils.ALL_INTERFACES_ATTRIBUTE_VALUE);
    }
  }
}
