package dev.redisatomic.sample.lab;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.PropertyResolver;

/** The way in which atomic transfers that want the same accounts get along with each other. */
enum QueueSetting {
  /** Lets transfers collide, and run again. */
  OFF("off", "off", false),
  /** Lets transfers wait for each other. */
  QUEUE("queue", "adaptive", false),
  /** Lets transfers wait for each other, and commit together. */
  GROUP_COMMIT("group-commit", "adaptive", true);

  /** The texts of all of them, as a regular expression. */
  static final String TEXTS = "off|queue|group-commit";

  private static final String LOCAL_QUEUE = "redis.atomic.contention.local-queue";
  private static final String GROUPS = "redis.atomic.contention.group-commit";

  private final String text;
  private final String localQueue;
  private final boolean groupCommit;

  QueueSetting(String text, String localQueue, boolean groupCommit) {
    this.text = text;
    this.localQueue = localQueue;
    this.groupCommit = groupCommit;
  }

  /** The setting of the application. */
  static QueueSetting of(PropertyResolver properties) {
    if (properties.getProperty(LOCAL_QUEUE, "").trim().equalsIgnoreCase(OFF.localQueue)) {
      return OFF;
    }
    return properties.getProperty(GROUPS, "").trim().equalsIgnoreCase("false")
        ? QUEUE
        : GROUP_COMMIT;
  }

  /**
   * Finds a setting by its text.
   *
   * @throws IllegalArgumentException if there is none
   */
  static QueueSetting of(String text) {
    return Stream.of(values())
        .filter(each -> each.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text + " is none of " + TEXTS));
  }

  /** The name of the setting on the page and in the API. */
  String text() {
    return text;
  }

  /** The properties that make it so. */
  Map<String, Object> properties() {
    return Map.of(LOCAL_QUEUE, localQueue, GROUPS, groupCommit);
  }
}
