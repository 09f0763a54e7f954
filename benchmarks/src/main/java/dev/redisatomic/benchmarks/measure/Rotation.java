package dev.redisatomic.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A B C, B C A, C A B. */
final class Rotation {

  private Rotation() {}

  static <T> List<T> of(List<T> order, int round) {
    List<T> rotated = new ArrayList<>(order);
    Collections.rotate(rotated, -round);
    return rotated;
  }
}
