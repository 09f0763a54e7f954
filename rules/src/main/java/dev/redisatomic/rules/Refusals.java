package dev.redisatomic.rules;

/**
 * The texts for annotations that are refused. Methods are named as in {@code Bank.transfer(String,
 * long)}.
 */
public final class Refusals {

  private static final String CORRECT = "Correct the annotation.";
  private static final String CORRECT_EITHER =
      "Correct the annotation, or the property that it names.";

  private Refusals() {}

  /**
   * A method that no proxy can intercept, because of its modifiers.
   *
   * @param method the annotated method
   * @param modifiers those of private, static and final that it has
   * @return the refusal
   */
  public static Refusal notInterceptable(String method, String modifiers) {
    return noInterception(method, modifiers, "Remove that modifier, or use RedisAtomicOperations.");
  }

  /**
   * A method that a proxy of the bean's class cannot see.
   *
   * @param method the annotated method
   * @return the refusal
   */
  public static Refusal notVisible(String method) {
    return noInterception(
        method,
        "package-private in another package or class loader than the bean's class",
        "Make the method public or protected, or use RedisAtomicOperations.");
  }

  private static Refusal noInterception(String method, String obstacle, String action) {
    return new Refusal(
        "@RedisAtomic on "
            + method
            + " can have no effect, because a proxy cannot intercept a method that is "
            + obstacle
            + ".",
        action);
  }

  /**
   * A class that no proxy can extend or stand in for.
   *
   * @param method an atomic method of it
   * @return the refusal
   */
  public static Refusal noProxy(String method) {
    return new Refusal(
        "@RedisAtomic on "
            + method
            + " can have no effect, because its class is final and implements no interface, so"
            + " there can be no proxy.",
        "Make the class non-final, or use RedisAtomicOperations.");
  }

  /**
   * A declared key of a method that is not atomic.
   *
   * @param parameter the parameter, as {@link TemplateNames#parameter(int)} names it
   * @param method its method
   * @return the refusal
   */
  public static Refusal watchedInVain(String parameter, String method) {
    return new Refusal(
        "@Watched on parameter "
            + parameter
            + " of "
            + method
            + " can have no effect, because the method is not atomic.",
        "Add @RedisAtomic to the method or its class.");
  }

  /**
   * A declared key of a constructor.
   *
   * @param parameter the parameter, as {@link TemplateNames#parameter(int)} names it
   * @param type the simple name of the class
   * @return the refusal
   */
  public static Refusal watchedOfConstructor(String parameter, String type) {
    return new Refusal(
        "@Watched on parameter "
            + parameter
            + " of the constructor of "
            + type
            + " can have no effect, because a constructor is not atomic.",
        "Remove it.");
  }

  /**
   * A call that does not pass the proxy.
   *
   * @param method the atomic method that is called
   * @param caller the name of the method that calls it, which is not atomic
   * @return the refusal
   */
  public static Refusal selfInvocation(String method, String caller) {
    return new Refusal(
        "This call of "
            + method
            + " is not atomic, because "
            + caller
            + " is not, and a call from within the same object does not pass its proxy.",
        "Make the caller atomic, call the method through another bean, or use"
            + " RedisAtomicOperations.");
  }

  /**
   * A result that is finished after the commit.
   *
   * @param method the atomic method
   * @param returnType the simple name of the type of its result
   * @return the refusal
   */
  public static Refusal finishesLater(String method, String returnType) {
    return later(method, "its return type " + returnType, "Return the finished value.");
  }

  /**
   * A suspend function of Kotlin, which finishes later than it returns.
   *
   * @param method the atomic method
   * @return the refusal
   */
  public static Refusal suspends(String method) {
    return later(
        method,
        "a suspend function",
        "Make it an ordinary function, and call that from a suspend function, where blocking"
            + " calls are allowed.");
  }

  private static Refusal later(String method, String what, String action) {
    return new Refusal(
        method
            + " cannot be atomic, because "
            + what
            + " stands for work that goes on after the method has returned and its writes have"
            + " been committed.",
        action);
  }

  /**
   * An invalid number of retries.
   *
   * @param method the atomic method
   * @param retries the number
   * @return the refusal
   */
  public static Refusal maxRetries(String method, long retries) {
    return new Refusal(
        "maxRetries of @RedisAtomic on " + method + " must be 0 or more, but is " + retries + ".",
        CORRECT);
  }

  /**
   * A text that should be a number of retries.
   *
   * @param method the atomic method
   * @param text what the annotation says
   * @param resolved the same with placeholders resolved
   * @return the refusal
   */
  public static Refusal maxRetriesString(String method, String text, String resolved) {
    return new Refusal(
        "maxRetriesString of @RedisAtomic on "
            + method
            + " must be a whole number of 0 or more, at most "
            + Long.MAX_VALUE
            + ", but '"
            + text
            + "' gives '"
            + resolved
            + "'.",
        CORRECT_EITHER);
  }

  /**
   * A text that should be a timeout.
   *
   * @param method the atomic method
   * @param text what the annotation says
   * @param resolved the same with placeholders resolved
   * @return the refusal
   */
  public static Refusal timeout(String method, String text, String resolved) {
    return new Refusal(
        "timeout of @RedisAtomic on "
            + method
            + " must be a positive duration such as 500ms, 2s or PT2S, "
            + DurationLimit.TEXT
            + ", but '"
            + text
            + "' gives '"
            + resolved
            + "'.",
        CORRECT_EITHER);
  }

  /**
   * A key template that does not parse.
   *
   * @param place from {@link KeyPlaces}
   * @param mistake what was thrown
   * @return the refusal
   */
  public static Refusal template(String place, IllegalArgumentException mistake) {
    String reason = String.valueOf(mistake.getMessage());
    return new Refusal(
        "The key template of " + place + ": " + (reason.endsWith("?") ? reason : reason + "."),
        "Correct the template.");
  }

  /**
   * A key template of a parameter that gives the same key for every argument.
   *
   * @param place from {@link KeyPlaces}
   * @param text the template
   * @return the refusal
   */
  public static Refusal constantTemplate(String place, String text) {
    return new Refusal(
        place + ": the key template \"" + text + "\" does not use the argument.",
        "Put {} where it belongs, or declare a fixed key with @RedisAtomic(keys = …).");
  }

  /**
   * A key template of a method that uses the argument of a parameter.
   *
   * @param place from {@link KeyPlaces}
   * @return the refusal
   */
  public static Refusal noArgument(String place) {
    return new Refusal(
        place + ": {} stands for the argument of a @Watched parameter, but there is none here.",
        "Name a parameter, as in #{#id}.");
  }

  /**
   * A parameter whose arguments are never keys.
   *
   * @param place from {@link KeyPlaces}
   * @param reason from {@link DeclaredType}
   * @return the refusal
   */
  public static Refusal noKey(String place, String reason) {
    return new Refusal(
        "No key can be made from " + place + ": it is " + reason + ".",
        "Take a part of it with #{…}, as in @Watched(\"order:#{id}\"), where id is a property of"
            + " the argument, or of each of its elements.");
  }
}
