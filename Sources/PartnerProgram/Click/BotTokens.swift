/// What the user agents of known bots contain, in lower case: what their makers publish of them.
///
/// A token is here only when no browser of a person sends it. Those of apps that people browse in are not.
enum BotTokens {
  /// Parts of user agents that tell a bot wherever they stand.
  static let anywhere: [TokenMatcher.Token] =
    ["bot", "bots", "spider", "crawl", "crawler", "crawling"].map { TokenMatcher.Token(text: $0, place: .endOfWord) }
    + [crawlers, previews, monitors, scanners, libraries, headless].flatMap { $0 }.map {
      TokenMatcher.Token(text: $0, place: .anywhere)
    }

  /// Names that tell a bot only where the user agent begins with them, being too short or too common elsewhere.
  static let atTheStart: [TokenMatcher.Token] = [
    "axios", "bun/", "dart/", "deno/", "fasthttp", "got (", "got/", "hey/", "java/", "k6/", "lwp", "node", "perl",
    "php", "ruby", "siege/", "undici", "ureq/", "vegeta", "whatsapp/", "wordpress/", "wrk/",
  ].map { TokenMatcher.Token(text: $0, place: .start) }

  /// Names that look like a bot's and are not: Cubot makes phones.
  static let harmless: [TokenMatcher.Token] = [TokenMatcher.Token(text: "cubot", place: .hiding)]

  private static let crawlers = [
    "anthropic-ai", "apis-google", "archive.org", "chatgpt-user", "claude-user", "claude-web", "cohere-ai",
    "dataprovider", "facebookcatalog", "feedburner", "feedfetcher", "feedly.com/fetcher", "google-extended",
    "google-inspectiontool", "google-read-aloud", "google-safety", "googleother", "heritrix", "ia_archiver",
    "inoreader.com", "mediapartners-google", "meta-externalagent", "meta-externalfetcher", "newsblur feed fetcher",
    "nutch", "perplexity-user", "scrapy", "screaming frog", "semrush", "sitebulb", "slurp", "yandeximages",
    "yandexmetrika",
  ]

  private static let previews = [
    "bingpreview", "bitrix link preview", "cardyb", "embedly", "facebookexternalhit", "google favicon",
    "google web preview", "googleimageproxy", "iframely", "mastodon/", "microsoftpreview", "quora link preview",
    "skypeuripreview", "slack-imgproxy", "snap url preview", "vkshare", "xing-contenttabreceiver",
    "yahoo link preview", "yahoomailproxy",
  ]

  private static let monitors = [
    "amazon-route53-health-check", "better uptime", "blackbox-exporter", "catchpoint", "check_http", "checkly",
    "chrome-lighthouse", "datadogsynthetics", "elb-healthchecker", "freshping", "googlehc/",
    "googlestackdrivermonitoring", "gtmetrix", "hetrixtools", "kube-probe", "montastic", "newrelicpinger", "nodeping",
    "pagespeed", "pingdom", "prometheus/", "ptst/", "site24x7", "statuscake", "updown.io", "zabbix",
  ]

  private static let scanners = [
    "censys", "expanse", "internet-measurement", "l9explore", "masscan", "nessus", "netcraft", "nikto",
    "nmap scripting", "nuclei", "qualys", "shodan", "sqlmap", "w3c_validator", "wpscan", "zgrab",
  ]

  private static let libraries = [
    "aiohttp", "ansible-httpget", "apache-httpclient", "apachebench", "artillery", "commons-httpclient", "curl/",
    "faraday", "gatling", "go-http-client", "go-resty", "guzzlehttp", "http.rb", "httpie", "httpx", "httrack",
    "insomnia/", "jmeter", "libcurl", "libwww", "locust", "mechanize", "node-fetch", "node-superagent", "okhttp",
    "postmanruntime", "powershell", "python", "reqwest/", "rest-client", "restsharp", "symfony httpclient",
    "typhoeus", "wget", "winhttp",
  ]

  private static let headless = [
    "cypress/", "headless", "htmlunit", "jsdom", "phantomjs", "playwright", "prerender", "puppeteer", "rendertron",
    "selenium", "slimerjs", "webdriver",
  ]
}
