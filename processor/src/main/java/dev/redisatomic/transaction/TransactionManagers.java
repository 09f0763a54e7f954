package dev.redisatomic.transaction;

import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Adds the listener to every transaction manager of the application, once: when the manager is
 * made, or, to those that no post-processor has seen, when the application has started. Reactive
 * ones are left alone.
 */
public final class TransactionManagers implements BeanPostProcessor, SmartInitializingSingleton {

  private final Supplier<AtomicTransactionListener> listener;
  private final ListableBeanFactory beans;

  /**
   * Begins without managers.
   *
   * @param listener asked for with the first manager
   * @param beans where managers may be that were made before this
   */
  public TransactionManagers(
      Supplier<AtomicTransactionListener> listener, ListableBeanFactory beans) {
    this.listener = listener;
    this.beans = beans;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    listenTo(bean);
    return bean;
  }

  @Override
  public void afterSingletonsInstantiated() {
    BeanFactoryUtils.beansOfTypeIncludingAncestors(
            beans, ConfigurableTransactionManager.class, false, false)
        .values()
        .forEach(this::listenTo);
  }

  private void listenTo(Object bean) {
    if (bean instanceof ConfigurableTransactionManager manager
        && bean instanceof PlatformTransactionManager
        && manager.getTransactionExecutionListeners().stream()
            .noneMatch(AtomicTransactionListener.class::isInstance)) {
      manager.addListener(listener.get());
    }
  }
}
