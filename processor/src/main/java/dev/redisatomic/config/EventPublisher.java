package dev.redisatomic.config;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Makes application events of calls. */
record EventPublisher(ApplicationEventPublisher events) implements AtomicListener {

  @Override
  public void callEnded(CallEvent event) {
    events.publishEvent(event);
  }
}
