package dev.redisatomic.sample.lab;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.sample.SeparateContexts;
import dev.redisatomic.sample.bank.BankService;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * The same bank with each setting of the queue. The one that the application is configured with is
 * the application's own bank; the others have a context each, made when it is first asked for.
 * Their calls are reported to the application's listeners, and so are in its meters and in the
 * endpoint.
 */
@Component
class LabBanks {

  private final CountedBank own;
  private final QueueSetting configured;
  private final ConfigurableEnvironment settings;
  private final SeparateContexts contexts;
  private final ObjectProvider<AtomicListener> listeners;
  private final Map<QueueSetting, CountedBank> others = new EnumMap<>(QueueSetting.class);

  LabBanks(
      CountedBank own,
      ConfigurableEnvironment settings,
      SeparateContexts contexts,
      ObjectProvider<AtomicListener> listeners) {
    this.own = own;
    this.configured = QueueSetting.of(settings);
    this.settings = settings;
    this.contexts = contexts;
    this.listeners = listeners;
  }

  /** The setting of the application. */
  QueueSetting configured() {
    return configured;
  }

  synchronized CountedBank with(QueueSetting queue) {
    return queue == configured ? own : others.computeIfAbsent(queue, this::make);
  }

  private CountedBank make(QueueSetting queue) {
    Map<String, AtomicListener> told = new LinkedHashMap<>();
    listeners.orderedStream().forEach(each -> told.put("listener" + told.size(), each));
    return contexts
        .make(settingsWith(queue), told, BankService.class, CountedBank.class)
        .getBean(CountedBank.class);
  }

  /** The application's settings, but for the queue. */
  private ConfigurableEnvironment settingsWith(QueueSetting queue) {
    ConfigurableEnvironment changed = SeparateContexts.settings(queue.properties());
    changed.merge(settings);
    return changed;
  }
}
