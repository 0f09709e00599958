/// Targets that must not take a visitor away from the shop of ``BrowserShop``, as the bytes that are meant.
enum HostileTargets {
  static let all: [String] = [
    // Other hosts, plain.
    "https://evil.example/", "http://evil.example", "https://evil.example:443/", "https://evil.example./",
    "https://shop.example.com.evil.example/", "https://evilshop.example.com/", "https://shop.example.comx/",
    "https://example.com/", "https://www.shop.example.com/", "https://shop-example.com/", "https://example.edu/",
    "https://blog.example.net.evil.example/", "https://a.blog.example.net/",
    "https://evil.example/https://shop.example.com/",
    "https://evil.example/?x=https://shop.example.com/", "https://evil.example/#https://shop.example.com/",
    "https://evil.example/.example.edu", "https://evilexample.edu/", "https://.example.edu/", "https://a..example.edu/",
    // User names, which browsers drop.
    "https://shop.example.com@evil.example/", "https://shop.example.com:443@evil.example/", "https://@evil.example/",
    "https://shop.example.com%40evil.example/", "https://user:password@shop.example.com/",
    "https://evil.example\\@shop.example.com/", "https://shop.example.com&@evil.example/",
    // Backslashes, which browsers take for slashes.
    "https:\\\\evil.example/", "https:/\\evil.example/", "\\\\evil.example", "/\\evil.example",
    "https://evil.example\\.shop.example.com/", "https://shop.example.com\\.evil.example/",
    "https://shop.example.com\\@evil.example",
    // No scheme, or another.
    "//evil.example/", "///evil.example/", "////evil.example", "/evil", "evil.example", "/", "?", "#", ".", "..",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "http:/shop.example.com/",
    "https//evil.example",
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "javascript://shop.example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "ftp://shop.example.com/", "file:///etc/passwd",
    "blob:https://shop.example.com/1", "view-source:https://shop.example.com/", "ws://shop.example.com/",
    "mailto:a@shop.example.com", "httpss://shop.example.com/", "xhttps://shop.example.com/", "about:blank",
    // White space and control characters.
    " https://evil.example/", "\thttps://evil.example/", "\nhttps://evil.example/", "\u{0}https://evil.example/",
    "https://evil.example/ ", "https://shop.example.com /", "https://shop.example.com\t.evil.example/",
    "https://shop.example.com\n.evil.example/", "ht\ntps://evil.example/", "https:\t//evil.example/",
    "https://shop.example.com/\r\nSet-Cookie: a=b", "https://shop.example.com/\r\n\r\n<script>alert(1)</script>",
    "https://shop.example.com/\u{0}", "https://shop.example.com/\u{7F}", "https://shop.example.com/\u{1B}[2J",
    // Characters that only look like others, and names in other spellings.
    "https://sh\u{43E}p.example.com/", "https://shop\u{3002}example.com/",
    "https://shop.example.com\u{FF0F}evil.example/",
    "https://evil.example\u{FF0F}shop.example.com/", "https://\u{202E}moc.elpmaxe.pohs/",
    "https://shop.ex\u{AD}ample.com/",
    "https://shop%2Eexample%2Ecom/", "https://shop.example.com%2f.evil.example/",
    "https://shop.example.com%00.evil.example/",
    "https://shop_example.com/", "https://-shop.example.com/", "https://shop.example.com-/",
    // Addresses, some of them in spellings that only browsers know.
    "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://localhost/",
    // Ports.
    "https://shop.example.com:444/", "https://shop.example.com:0/", "https://shop.example.com:65536/",
    "https://shop.example.com:/", "https://shop.example.com:99999999999999999999/", "https://shop.example.com:+443/",
    "https://shop.example.com:443.evil.example/", "https://shop.example.com:evil/",
    // What would break out of an attribute or an element of a page.
    "https://shop.example.com/\"onload=alert(1)", "https://shop.example.com/<script>", "https://shop.example.com/%",
    "https://shop.example.com/%zz", "https://shop.example.com/{{x}}", "https://shop.example.com/`x`",
    // Too long.
    "https://shop.example.com/" + String(repeating: "a", count: 2_048),
  ]
}
