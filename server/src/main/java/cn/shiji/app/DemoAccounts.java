package cn.shiji.app;

/** The demo county's way in. The demo is fictional and says so; no other installation knows this password. */
final class DemoAccounts {

    static final String PASSWORD = "shiji-demo-2026";

    private DemoAccounts() {}
}
