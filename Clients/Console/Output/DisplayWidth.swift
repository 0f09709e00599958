extension String {
  /// How many columns of a terminal the text takes: two for the wide characters of East Asia and for emoji, none for
  /// combining marks, one for the rest.
  var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// The beginning of the text that fits into `width` columns, with an ellipsis for what is left out.
  func shortened(toWidth width: Int) -> String {
    guard displayWidth > width else { return self }
    var taken = ""
    var room = width - 1
    for character in self {
      room -= character.displayWidth
      if room < 0 { break }
      taken.append(character)
    }
    return taken + "…"
  }
}

extension Character {
  /// How many columns of a terminal the character takes.
  var displayWidth: Int {
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return unicodeScalars.map(\.displayWidth).max() ?? 0
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: properties.isEmojiPresentation || isEastAsianWide ? 2 : 1
    }
  }

  /// The blocks that UAX #11 gives the widths W and F.
  private var isEastAsianWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
