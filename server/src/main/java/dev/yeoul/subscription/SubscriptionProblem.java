package dev.yeoul.subscription;

import dev.yeoul.platform.ProblemType;

/** What can go wrong about what you paid. */
public enum SubscriptionProblem implements ProblemType {
  /** For the features that only subscribers may use. */
  SUBSCRIPTION_REQUIRED(403, "The call needs a running subscription"),
  NO_SUBSCRIPTION(404, "There is no current subscription"),
  PLAN_NOT_FOUND(404, "There is no such plan"),
  SUBSCRIPTION_EXISTS(409, "There is a current subscription already");

  private final int status;
  private final String title;

  SubscriptionProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
