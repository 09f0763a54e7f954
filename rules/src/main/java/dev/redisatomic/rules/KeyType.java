package dev.redisatomic.rules;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The use of a class's values as arguments for keys; worked out once per class. Whatever has no
 * text that stands for it would silently become another key, so it is refused.
 *
 * @param kind how keys are made of such a value
 * @param refusal why none can be made; empty unless refused
 * @param subtypesToo whether the refusal holds for every subclass
 * @param recordText the parts of the text that is generated for a record, in their order
 */
public record KeyType(Kind kind, String refusal, boolean subtypesToo, List<String> recordText) {

  /** The way in which keys are made of a value. */
  public enum Kind {
    /** Makes the key of the value's text. */
    TEXT,
    /** Uses the value as it is. */
    BYTES,
    /** Makes the key of the value's text, if its class has one of its own. */
    APPLICATION_TYPE,
    /** Makes the key of the value inside; no key if there is none. */
    OPTIONAL,
    /** Makes a key of each element. */
    SEVERAL,
    /** Makes no key, and refuses the value. */
    REFUSED
  }

  private static final List<String> TEXTS =
      names(
          CharSequence.class,
          Character.class,
          Number.class,
          Boolean.class,
          Enum.class,
          UUID.class,
          URI.class,
          Path.class,
          TemporalAccessor.class,
          TemporalAmount.class,
          ZoneId.class);

  private static final List<String> TEXTS_OF_INTERFACES = names(CharSequence.class, Path.class);

  private static final List<String> OPTIONALS =
      names(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private static final List<String> SEVERAL = names(Collection.class, Map.class);

  private static final List<String> NO_TEXTS =
      names(Iterable.class, Iterator.class, Enumeration.class, Map.Entry.class);

  private static final List<String> GENERAL = names(Object.class, Record.class);

  private static final List<String> NOT_OF_THE_APPLICATION =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "com.fasterxml.jackson.",
          "tools.jackson.");

  private static final ClassValue<KeyType> KNOWN =
      new ClassValue<>() {
        @Override
        protected KeyType computeValue(Class<?> type) {
          return of(new ClassFacts(type), type);
        }
      };

  /** Copies the list. */
  public KeyType {
    recordText = List.copyOf(recordText);
  }

  private static List<String> names(Class<?>... types) {
    return Stream.of(types).<String>map(Class::getName).toList();
  }

  /**
   * The verdict on a class that is loaded.
   *
   * @param type the class of a value
   * @return what its values can be
   */
  public static KeyType of(Class<?> type) {
    return KNOWN.get(type);
  }

  /**
   * The verdict on a type that is perhaps not loaded.
   *
   * @param type the type, which is none that is made at run time
   * @return what its values can be, as far as that depends on the type alone
   */
  public static KeyType of(TypeFacts type) {
    return of(type, null);
  }

  private static KeyType of(TypeFacts type, @Nullable Class<?> loaded) {
    if (type.name().equals(byte[].class.getName())) {
      return of(Kind.BYTES);
    }
    if (type.name().equals(char[].class.getName())) {
      return refused("it could be one text or many; make it a String", true);
    }
    if (OPTIONALS.contains(type.name())) {
      return of(Kind.OPTIONAL);
    }
    if (type.isPrimitive() || isOneOf(type, TEXTS)) {
      return type.isPrimitive() || !isOfTheApplication(type)
          ? of(Kind.TEXT)
          : withOwnText(type, loaded);
    }
    if (type.isArray() || isOneOf(type, SEVERAL)) {
      return of(Kind.SEVERAL);
    }
    if (isOneOf(type, NO_TEXTS) || LaterTypes.include(type)) {
      // of the values that are declared as Iterable, collections can be keys
      return refused(
          "it is not a collection, and no text stands for its elements",
          !type.name().equals(Iterable.class.getName()));
    }
    if (!isOfTheApplication(type)) {
      boolean general = GENERAL.contains(type.name()) || type.isInterface();
      return refused(
          "it is neither text nor a number, nor anything alike", !general || isAlien(type));
    }
    return loaded != null && Proxy.isProxyClass(loaded)
        ? withoutText(type)
        : withOwnText(type, loaded);
  }

  private static KeyType withOwnText(TypeFacts type, @Nullable Class<?> loaded) {
    return hasText(type)
        ? new KeyType(Kind.APPLICATION_TYPE, "", false, recordText(loaded))
        : withoutText(type);
  }

  private static KeyType of(Kind kind) {
    return new KeyType(kind, "", false, List.of());
  }

  private static KeyType refused(String reason, boolean subtypesToo) {
    return new KeyType(Kind.REFUSED, reason, subtypesToo, List.of());
  }

  private static KeyType withoutText(TypeFacts type) {
    return refused("it has no toString() of its own", !type.isInterface() && !type.isAbstract());
  }

  private static boolean isOneOf(TypeFacts type, List<String> supertypes) {
    return supertypes.stream().anyMatch(type::isA);
  }

  /** Interfaces of the JDK are what application types implement; those of others are not. */
  private static boolean isAlien(TypeFacts type) {
    return !type.name().startsWith("java");
  }

  private static boolean isOfTheApplication(TypeFacts type) {
    return NOT_OF_THE_APPLICATION.stream().noneMatch(type.name()::startsWith);
  }

  /** Whether toString() is overridden, and where an application's type inherits it, by its own. */
  private static boolean hasText(TypeFacts type) {
    if (type.isInterface()) {
      return isOneOf(type, TEXTS_OF_INTERFACES);
    }
    TypeFacts declaring = type.text();
    return declaring == null
        || (!declaring.name().equals(Object.class.getName())
            && (isOfTheApplication(declaring) || isOneOf(declaring, TEXTS)));
  }

  private static List<String> recordText(@Nullable Class<?> type) {
    if (type == null || !type.isRecord()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    String before = type.getSimpleName() + "[";
    for (RecordComponent component : type.getRecordComponents()) {
      parts.add(before + component.getName() + "=");
      before = ", ";
    }
    parts.add(parts.isEmpty() ? before + "]" : "]");
    return parts;
  }

  /**
   * Whether a text is the one that the compiler generates for a record.
   *
   * @param text the text of a value
   * @return {@code false} also if the class is no record
   */
  public boolean isGenerated(String text) {
    if (recordText.isEmpty()
        || !text.startsWith(recordText.get(0))
        || !text.endsWith(recordText.get(recordText.size() - 1))) {
      return false;
    }
    int end = 0;
    for (String part : recordText) {
      int found = text.indexOf(part, end);
      if (found < 0) {
        return false;
      }
      end = found + part.length();
    }
    return true;
  }
}
