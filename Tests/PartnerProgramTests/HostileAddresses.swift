/// Texts that lead browsers somewhere else than they seem to, or that programs read in different ways.
enum HostileAddresses {
  static let all: [String] =
    schemes + userNames + separators + characters + hosts + numbers + ports + escapes

  private static let schemes = [
    "", " ", "/", "//", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "evil.example",
    "shop.example.com/", "javascript:alert(1)", "JavaScript:alert(1)", "javascript://shop.example.com/%0Aalert(1)",
    "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "ftp://shop.example.com/",
    "file:///etc/passwd", "blob:https://shop.example.com/x", "about:blank", "ws://shop.example.com/",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "https:////evil.example",
    "https:\\\\evil.example",
    "https:/\\evil.example", "https//evil.example", "https:", "https://", "http://", "https://?", "https://#",
    "https:///", "httpss://evil.example", " https://evil.example", "\thttps://evil.example",
    "\u{0}https://evil.example",
    "ht\ntps://evil.example", "https ://evil.example", "\u{FEFF}https://evil.example",
    "view-source:https://evil.example",
  ]

  private static let userNames = [
    "https://shop.example.com@evil.example", "https://shop.example.com:443@evil.example/",
    "https://shop.example.com%40evil.example", "https://user:password@shop.example.com/", "https://@evil.example",
    "https://shop.example.com@", "https://:@evil.example", "https://shop.example.com@evil.example#@shop.example.com",
    "https://evil.example&@shop.example.com/", "https://shop.example.com;@evil.example",
    "https://shop.example.com@[::1]/",
  ]

  private static let separators = [
    "https://evil.example\\.shop.example.com/", "https://evil.example\\@shop.example.com/",
    "https://shop.example.com\\@evil.example", "https://shop.example.com\\", "https://shop.example.com/\\evil.example",
    "https://evil.example|.shop.example.com", "https://evil.example;.shop.example.com",
    "https://evil.example%2F.shop.example.com", "https://evil.example%5C.shop.example.com",
    "https://evil.example%00.shop.example.com", "https://evil.example%23.shop.example.com",
    "https://shop.example.com&evil.example",
  ]

  private static let characters = [
    "https://shop.example.com/\u{0}", "https://shop.example.com\u{0}.evil.example", "https://shop.example.com/\r\nX: 1",
    "https://shop.example.com/\n", "https://shop.example.com/\t", "https://shop\t.example.com/",
    "https://shop.example.com/ x", "https://shop.example.com /", "https://shop.example.com/\u{7F}",
    "https://shop.example.com/<script>", "https://shop.example.com/\"onload=", "https://shop.example.com/`",
    "https://shop.example.com/{x}", "https://shop.example.com/^", "https://shop.example.com/?a=|",
    "https://shop.example.com/ä", "https://shop.example.com/\u{202E}gpj.exe", "https://shop.example.com/#\u{200B}",
  ]

  private static let hosts = [
    "https://shop。example。com/", "https://shop．example．com/", "https://shop｡example.com/", "https://ｓhop.example.com/",
    "https://shöp.example.com/", "https://shop.example.com\u{2044}evil.example", "https://evil.example\u{FF0F}x/",
    "https://ⓔvil.example/", "https://shop\u{AD}.example.com/", "https://%73hop.example.com/",
    "https://shop.example.com./",
    "https://.shop.example.com/", "https://shop..example.com/", "https://./", "https://-shop.example.com/",
    "https://shop-.example.com/", "https://shop_1.example.com/", "https://*.example.com/",
    "https://shop.example.com,evil/",
    "https://shop example.com/", "https://shop.example.com'/", "https://$shop.example.com/",
  ]

  private static let numbers = [
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://127.1/",
    "http://127.0.0.01/", "http://127.0.0.256/", "http://1.2.3.4.5/", "http://127.0.0.1./", "http://evil.0x10/",
    "http://shop.example.0/", "http://1.2.3.0X4/", "http://shop.example.0x/", "http://[::1/", "http://::1/",
    "http://[]/",
    "http://[::1]evil.example/", "http://[::1].evil.example/", "http://[::1%25eth0]/", "http://[::1%eth0]/",
    "http://[1:2:3:4:5:6:7]/", "http://[1::2::3]/", "http://[127.0.0.1]/", "http://[v1.x]/", "http://[::g]/",
    "http://x[::1]/", "http://]/", "http://[[::1]]/",
  ]

  private static let ports = [
    "https://shop.example.com:/", "https://shop.example.com:0/", "https://shop.example.com:00443/",
    "https://shop.example.com:0443/", "https://shop.example.com:65536/",
    "https://shop.example.com:99999999999999999999/",
    "https://shop.example.com:-1/", "https://shop.example.com:+443/", "https://shop.example.com:80:80/",
    "https://shop.example.com:8a/", "https://shop.example.com:%38%30/", "https://shop.example.com:443evil/",
    "https://:443/", "https://shop.example.com: 443/", "http://[::1]:/", "http://[::1]:x/", "http://[::1]80/",
    "https://shop.example.com:٤٤٣/",
  ]

  private static let escapes = [
    "https://shop.example.com/%", "https://shop.example.com/%4", "https://shop.example.com/%zz",
    "https://shop.example.com/%4g", "https://shop.example.com/?a=%", "https://shop.example.com/#%f",
    "https://shop.example.com/%%41", "https://shop.example.com/%-1",
  ]
}
