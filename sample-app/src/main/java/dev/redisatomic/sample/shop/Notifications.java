package dev.redisatomic.sample.shop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stands for a mail server: what is sent cannot be taken back. Keeps the latest messages. */
@Component
public class Notifications {

  private static final int KEPT = 100;

  private final Deque<String> sent = new ArrayDeque<>();

  synchronized void send(String message) {
    if (sent.size() == KEPT) {
      sent.removeFirst();
    }
    sent.addLast(message);
  }

  /**
   * The messages that were sent.
   *
   * @return the latest messages, oldest first
   */
  public synchronized List<String> latest() {
    return List.copyOf(sent);
  }
}
