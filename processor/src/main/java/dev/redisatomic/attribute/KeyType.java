package dev.redisatomic.attribute;

import java.lang.reflect.Modifier;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/**
 * What the values of a class can be as arguments for keys; worked out once per class. Whatever has
 * no text that stands for it would silently become another key, so it is refused.
 *
 * @param kind how keys are made of such a value
 * @param refusal why none can be made; empty unless refused
 * @param subtypesToo whether the refusal holds for every subclass
 * @param recordText the parts of the text that is generated for a record, in their order
 */
record KeyType(Kind kind, String refusal, boolean subtypesToo, List<String> recordText) {

  /** How keys are made of a value. */
  enum Kind {
    /** Its text is the key. */
    TEXT,
    /** It is used as it is. */
    BYTES,
    /** Its text is the key, as far as that is one of its own. */
    APPLICATION_TYPE,
    /** Its value is the key; none if it is empty. */
    OPTIONAL,
    /** Each element is one. */
    SEVERAL,
    /** There is no key in it. */
    REFUSED
  }

  private static final List<Class<?>> TEXTS =
      List.of(
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

  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private static final List<Class<?>> NO_TEXTS =
      Stream.concat(
              Stream.<Class<?>>of(
                  Iterable.class, Iterator.class, Enumeration.class, Map.Entry.class),
              LaterTypes.ALL.stream())
          .toList();

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
          return judge(type);
        }
      };

  static KeyType of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static KeyType judge(Class<?> type) {
    if (type == byte[].class) {
      return of(Kind.BYTES);
    }
    if (type == char[].class) {
      return refused("it could be one text or many; make it a String", true);
    }
    if (OPTIONALS.contains(type)) {
      return of(Kind.OPTIONAL);
    }
    if (type.isPrimitive() || TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type))) {
      return type.isPrimitive() || !isOfTheApplication(type) ? of(Kind.TEXT) : withOwnText(type);
    }
    if (type.isArray() || isOneOf(type, Collection.class, Map.class)) {
      return of(Kind.SEVERAL);
    }
    if (NO_TEXTS.stream().anyMatch(none -> none.isAssignableFrom(type))) {
      // of the values that are declared as Iterable, collections can be keys
      return refused(
          "it is not a collection, and no text stands for its elements", type != Iterable.class);
    }
    if (!isOfTheApplication(type)) {
      boolean general = type == Object.class || type == Record.class || type.isInterface();
      return refused(
          "it is neither text nor a number, nor anything alike", !general || isAlien(type));
    }
    return Proxy.isProxyClass(type) ? withoutText(type) : withOwnText(type);
  }

  private static KeyType withOwnText(Class<?> type) {
    return hasText(type)
        ? new KeyType(Kind.APPLICATION_TYPE, "", false, recordText(type))
        : withoutText(type);
  }

  private static KeyType of(Kind kind) {
    return new KeyType(kind, "", false, List.of());
  }

  private static KeyType refused(String reason, boolean subtypesToo) {
    return new KeyType(Kind.REFUSED, reason, subtypesToo, List.of());
  }

  private static KeyType withoutText(Class<?> type) {
    boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
    return refused("it has no toString() of its own", concrete);
  }

  private static boolean isOneOf(Class<?> type, Class<?>... supertypes) {
    return Stream.of(supertypes).anyMatch(supertype -> supertype.isAssignableFrom(type));
  }

  /** Interfaces of the JDK are what application types implement; those of others are not. */
  private static boolean isAlien(Class<?> type) {
    return !type.getName().startsWith("java");
  }

  private static boolean isOfTheApplication(Class<?> type) {
    return NOT_OF_THE_APPLICATION.stream().noneMatch(type.getName()::startsWith);
  }

  /** Whether toString() is overridden, and where an application's type inherits it, by its own. */
  private static boolean hasText(Class<?> type) {
    if (type.isInterface()) {
      return isOneOf(type, CharSequence.class, Path.class);
    }
    try {
      Class<?> declaring = ClassUtils.getUserClass(type).getMethod("toString").getDeclaringClass();
      return declaring != Object.class
          && (isOfTheApplication(declaring)
              || TEXTS.stream().anyMatch(text -> text.isAssignableFrom(declaring)));
    } catch (NoSuchMethodException e) {
      // in a native image, of a type that nobody reflects on; its text is looked at in any case
      return true;
    }
  }

  private static List<String> recordText(Class<?> type) {
    if (!type.isRecord()) {
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

  /** Whether this text of a value is the one that the compiler generates for its record. */
  boolean isGenerated(String text) {
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
