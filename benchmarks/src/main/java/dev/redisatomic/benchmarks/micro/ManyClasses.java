package dev.redisatomic.benchmarks.micro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Defines {@link AtomicGreeter} anew: each instance gives another class with its own methods. */
final class ManyClasses extends ClassLoader {

  private static final String NAME = AtomicGreeter.class.getName();

  ManyClasses() {
    super(AtomicGreeter.class.getClassLoader());
  }

  Class<? extends Greeter> define() {
    try (InputStream code =
        AtomicGreeter.class.getResourceAsStream(AtomicGreeter.class.getSimpleName() + ".class")) {
      if (code == null) {
        throw new IllegalStateException("There is no class file of " + NAME);
      }
      byte[] bytes = code.readAllBytes();
      return defineClass(NAME, bytes, 0, bytes.length).asSubclass(Greeter.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
