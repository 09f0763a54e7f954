package dev.redisatomic.rules;

/** The places where methods declare keys, as messages name them. */
public final class KeyPlaces {

  private KeyPlaces() {}

  /**
   * A parameter.
   *
   * @param parameter as {@link TemplateNames#parameter(int)} names it
   * @param method its method
   * @return such as {@code parameter 'from' of Bank.transfer(String, String)}
   */
  public static String parameter(String parameter, String method) {
    return "parameter " + parameter + " of " + method;
  }

  /**
   * The annotation of a parameter.
   *
   * @param place the parameter
   * @param text the key template
   * @return the place with its annotation
   */
  public static String watched(String place, String text) {
    return place + ", @Watched(\"" + text + "\")";
  }

  /**
   * A template among the keys of a method.
   *
   * @param text the key template
   * @param method the method
   * @return such as {@code @RedisAtomic(keys = "total") on Bank.transfer(String, String)}
   */
  public static String keys(String text, String method) {
    return "@RedisAtomic(keys = \"" + text + "\") on " + method;
  }
}
