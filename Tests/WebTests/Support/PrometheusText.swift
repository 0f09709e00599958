/// Reads Prometheus' text format 0.0.4 strictly, and refuses what breaks a rule of it, also those that servers often
/// forgive: each family together, described once and before its samples, no sample twice, histograms whole.
struct PrometheusText {
  struct Refused: Error {
    let line: String
    let reason: String
  }

  struct Sample: Equatable {
    let name: String
    let labels: [String: String]
    let value: Double
  }

  struct Family {
    let name: String
    let type: String
    var samples: [Sample] = []
  }

  private(set) var families: [String: Family] = [:]

  /// The value of a sample.
  subscript(name: String, labels: [String: String]) -> Double? {
    families.values.lazy.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
  }

  init(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Refused(line: "", reason: "the last line does not end") }
    var helped: String?
    var current: Family?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
      if line.hasPrefix("# HELP ") {
        try close(&current)
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4, !words[3].isEmpty, helped == nil else { throw Refused(line: line, reason: "help") }
        helped = String(words[2])
      } else if line.hasPrefix("# TYPE ") {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, helped == String(words[2]), ["counter", "gauge", "histogram"].contains(words[3]),
          families[String(words[2])] == nil, Self.isName(words[2], colons: true)
        else { throw Refused(line: line, reason: "type") }
        helped = nil
        current = Family(name: String(words[2]), type: String(words[3]))
      } else {
        guard helped == nil, var family = current else { throw Refused(line: line, reason: "no family") }
        family.samples.append(try Self.sample(line, of: family))
        current = family
      }
    }
    try close(&current)
  }

  private mutating func close(_ current: inout Family?) throws {
    guard let family = current else { return }
    current = nil
    for (position, sample) in family.samples.enumerated() {
      let isTwice = family.samples[..<position].contains { $0.name == sample.name && $0.labels == sample.labels }
      if isTwice { throw Refused(line: sample.name, reason: "twice") }
    }
    if family.type == "histogram" { try Self.check(histogram: family) }
    families[family.name] = family
  }

  private static func sample(_ line: String, of family: Family) throws -> Sample {
    var rest = Substring(line)
    let name = rest.prefix { $0 != "{" && $0 != " " }
    rest = rest.dropFirst(name.count)
    let suffixes = family.type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
    guard suffixes.contains(where: { name == family.name + $0 }) else { throw Refused(line: line, reason: "name") }
    var labels: [String: String] = [:]
    if rest.hasPrefix("{") { labels = try Self.labels(&rest, line) }
    guard rest.hasPrefix(" "), let value = number(rest.dropFirst()) else { throw Refused(line: line, reason: "value") }
    if family.type == "counter", value < 0 || !family.name.hasSuffix("_total") {
      throw Refused(line: line, reason: "counter")
    }
    return Sample(name: String(name), labels: labels, value: value)
  }

  private static func labels(_ rest: inout Substring, _ line: String) throws -> [String: String] {
    var labels: [String: String] = [:]
    repeat {
      rest = rest.dropFirst()
      let label = rest.prefix { $0 != "=" }
      rest = rest.dropFirst(label.count)
      guard isName(label, colons: false), rest.hasPrefix("=\"") else { throw Refused(line: line, reason: "label") }
      rest = rest.dropFirst(2)
      var value = ""
      while let character = rest.popFirst(), character != "\"" {
        guard character == "\\" else {
          value.append(character)
          continue
        }
        switch rest.popFirst() {
        case "\\": value += "\\"
        case "\"": value += "\""
        case "n": value += "\n"
        default: throw Refused(line: line, reason: "escape")
        }
      }
      guard labels.updateValue(value, forKey: String(label)) == nil else {
        throw Refused(line: line, reason: "label twice")
      }
    } while rest.first == ","
    guard rest.popFirst() == "}" else { throw Refused(line: line, reason: "labels") }
    return labels
  }

  private static func check(histogram family: Family) throws {
    let series = Set(family.samples.map { $0.labels.filter { $0.key != "le" } })
    for labels in series {
      let buckets = family.samples.filter {
        $0.name == family.name + "_bucket" && $0.labels.filter { $0.key != "le" } == labels
      }
      let bounds = buckets.compactMap { number(Substring($0.labels["le"] ?? "")) }
      let counts = buckets.map(\.value)
      let one = { (suffix: String) in family.samples.filter { $0.name == family.name + suffix && $0.labels == labels } }
      guard bounds.count == buckets.count, bounds == bounds.sorted(), Set(bounds).count == bounds.count,
        bounds.last == .infinity, counts == counts.sorted(), one("_count").map(\.value) == [counts.last],
        one("_sum").count == 1
      else { throw Refused(line: family.name, reason: "histogram \(labels)") }
    }
  }

  private static func number(_ text: Substring) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    default: text.contains(where: { $0 == " " || $0 == "i" || $0 == "I" }) ? nil : Double(text)
    }
  }

  private static func isName(_ text: Substring, colons: Bool) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: colons && byte == UInt8(ascii: ":")
      }
    }
  }
}
