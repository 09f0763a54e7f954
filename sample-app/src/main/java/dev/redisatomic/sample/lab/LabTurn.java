package dev.redisatomic.sample.lab;

import java.util.concurrent.Semaphore;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs one lab at a time, for all who ask: two of them would measure each other. */
@Component
class LabTurn {

  private final Semaphore turn = new Semaphore(1, true);
  private volatile boolean closing;

  /** A measurement that needs the server for itself. */
  @FunctionalInterface
  interface Lab {
    void run() throws InterruptedException;
  }

  /** Waits for its turn. Does nothing once the application is closing. */
  void run(Lab lab) throws InterruptedException {
    turn.acquire();
    try {
      if (!closing) {
        lab.run();
      }
    } finally {
      turn.release();
    }
  }

  /** Whether somebody else is at it. */
  boolean isTaken() {
    return turn.availablePermits() == 0;
  }

  /** Whether a lab that is running has to come to an end. */
  boolean isOver() {
    return closing;
  }

  /** Lets a lab clean up while there is still a connection. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing = true;
    turn.acquireUninterruptibly();
    turn.release();
  }
}
