import Testing

@testable import PartnerProgram

@Suite struct KnownBotsTests {
  private static func isBot(_ userAgent: String) -> Bool { withBytes(of: userAgent, KnownBots.contains) }

  private static let webKit = "AppleWebKit/537.36 (KHTML, like Gecko)"

  /// Browsers of people: the usual ones, in apps, old ones, and phones whose names look like something else.
  private static let browsers = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) \(webKit) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) \(webKit) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) \(webKit) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) \(webKit) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
      + "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 "
      + "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) \(webKit) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) \(webKit) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
    "Mozilla/5.0 (Linux; Android 13; CUBOT P80) \(webKit) Chrome/124.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; Cubot) \(webKit) Chrome/100.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11; CUBOT_X30) \(webKit) Chrome/100.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 8.1.0; Lenovo K6/OPM1) \(webKit) Chrome/90.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
      + "[FBAN/FBIOS;FBAV/465.0.0.35.107;FBDV/iPhone14,5;FBLC/en_US]",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
      + "Instagram 334.0.0.29.92 (iPhone14,5; iOS 17_4; en_US; scale=3.00)",
    "Mozilla/5.0 (Linux; Android 13; Pixel 7; wv) \(webKit) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 "
      + "musical_ly_2023504030 BytedanceWebview/d8a21c6",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
      + "[Pinterest/iOS]",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
      + "Snapchat/12.88.0.43 (like Safari/8617.2.4.10.8, panda)",
    "Mozilla/5.0 (Linux; Android 12; LYA-L29) \(webKit) Chrome/114.0.5735.196 Mobile Safari/537.36 "
      + "MicroMessenger/8.0.47 WeChat/arm64 NetType/WIFI",
    "Mozilla/5.0 (Linux; U; Android 12; en-us; Redmi Note 9 Pro) \(webKit) Version/4.0 Chrome/100.0 Mobile "
      + "Safari/537.36 XiaoMi/MiuiBrowser/14.4",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1; Trident/4.0; .NET CLR 2.0.50727)",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119 Version/11.10",
    "Nokia6303classic/5.0 (06.61) Profile/MIDP-2.1 Configuration/CLDC-1.1 Java/1.0 UCWEB/2.0 (Java; U; MIDP-2.0) U2/1.0",
    "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) \(webKit) SamsungBrowser/5.0 Chrome/94.0 TV Safari/537.36",
    "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64) \(webKit) Chrome/126.0.0.0 Safari/537.36 Vivaldi/6.8",
    "Mozilla/5.0 (Linux; Android 13; SM-A536B) \(webKit) Chrome/126.0.0.0 Mobile Safari/537.36 DuckDuckGo/5",
    "", "x", "Botany", "abbotsford", "robotics",
  ]

  private static let bots = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) \(webKit) Chrome/126.0.6478.61 Mobile Safari/537.36 "
      + "(compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "AdsBot-Google (+http://www.google.com/adsbot.html)", "Mediapartners-Google", "GoogleOther",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexImages/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 \(webKit); compatible; GPTBot/1.1; +https://openai.com/gptbot",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    "ia_archiver (+http://www.alexa.com/site/help/webmasters; crawler@alexa.com)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
    "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "kube-probe/1.29", "ELB-HealthChecker/2.0",
    "Mozilla/5.0 (X11; Linux x86_64) \(webKit) HeadlessChrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "Mozilla/5.0 (Linux; Android 11; moto g power) \(webKit) Chrome/126.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
    "curl/8.5.0", "Wget/1.21.4", "python-requests/2.31.0", "Python/3.12 aiohttp/3.9.5", "Go-http-client/1.1",
    "okhttp/4.12.0", "Java/17.0.9", "Apache-HttpClient/4.5.14 (Java/17.0.9)", "node", "node-fetch/1.0", "axios/1.7.2",
    "Ruby", "PHP/8.2", "GuzzleHttp/7", "libwww-perl/6.72", "PostmanRuntime/7.39.0", "Dart/3.4 (dart:io)",
    "Scrapy/2.11.2 (+https://scrapy.org)", "Mozilla/5.0 zgrab/0.x", "Nuclei - Open-source project", "CUBOT Googlebot",
    "BOT", "my-bot", "a bot", "SomeBot2",
  ]

  @Test(arguments: browsers) func browserOfAPersonIsNone(_ userAgent: String) {
    #expect(!Self.isBot(userAgent))
  }

  @Test(arguments: bots) func botIsOneInEitherCase(_ userAgent: String) {
    #expect(Self.isBot(userAgent))
    #expect(Self.isBot(userAgent.uppercased()))
    #expect(Self.isBot(userAgent.lowercased()))
  }

  @Test func bytesOfAnyKindAreLookedAt() {
    for byte in UInt8.min...UInt8.max {
      let noise = [UInt8](repeating: byte, count: 300)
      #expect(!noise.withUnsafeBytes(KnownBots.contains))
      #expect((noise + Array(" curl/".utf8) + noise).withUnsafeBytes(KnownBots.contains))
    }
  }

  /// Against a search that looks for each token by itself.
  @Test func matcherFindsWhatASlowSearchFinds() {
    let tokens: [TokenMatcher.Token] = [
      .init(text: "ab", place: .anywhere), .init(text: "bab", place: .hiding), .init(text: "ca", place: .start),
      .init(text: "cc", place: .endOfWord), .init(text: "abca", place: .anywhere), .init(text: "cabc", place: .start),
    ]
    let matcher = TokenMatcher(tokens: tokens)
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        Array("aAbBcC- ".utf8).randomElement(using: &random) ?? 0
      }
      let isFound = tokens.contains { Self.slowly($0, isIn: text) }
      #expect(
        text.withUnsafeBytes(matcher.matches) == isFound,
        "seed \(SeededRandom.runSeed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// Whether a token is in a text, one that a "b" before it does not hide.
  private static func slowly(_ token: TokenMatcher.Token, isIn text: [UInt8]) -> Bool {
    let lower = String(decoding: text, as: UTF8.self).lowercased().utf8.map { $0 }
    let sought = Array(token.text.utf8)
    return lower.indices.contains { start in
      guard lower[start...].starts(with: sought) else { return false }
      let next = lower[start...].dropFirst(sought.count).first
      switch token.place {
      case .anywhere: return token.text != "ab" || start == 0 || lower[start - 1] != UInt8(ascii: "b")
      case .endOfWord: return next.map { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? true
      case .start: return start == 0
      case .hiding: return false
      }
    }
  }

  @Test func noTokenHidesAnother() {
    let tokens = BotTokens.anywhere + BotTokens.atTheStart
    for token in tokens {
      #expect(Self.isBot(token.text), "\(token.text)")
      #expect(token.text == token.text.lowercased())
      for other in tokens where token.text != other.text && token.text.hasSuffix(other.text) {
        Issue.record("\(token.text) ends with \(other.text)")
      }
    }
  }
}
