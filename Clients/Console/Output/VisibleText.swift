/// Writes a text from outside so that a terminal shows every character of it and obeys none.
///
/// A SubID is chosen by whoever makes a link: it may hold escape sequences, line breaks, invisible characters or marks
/// that turn the direction of writing. Such characters are written `\u{HEX}`, a backslash is doubled, and a space at an
/// end, which nobody would see, is `\u{20}`. So no two different texts look alike by these means.
func visibleText(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let lastIndex = scalars.indices.last else { return "" }
  var visible = ""
  for index in scalars.indices {
    let scalar = scalars[index]
    let isAtAnEnd = index == scalars.startIndex || index == lastIndex
    if scalar == "\\" {
      visible += "\\\\"
    } else if isHidden(scalar) || (scalar == " " && isAtAnEnd) {
      visible += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      visible.unicodeScalars.append(scalar)
    }
  }
  return visible
}

/// Whether a terminal would obey a character, or show nothing of it.
///
/// The two joiners are part of how Persian, the Indian scripts and emoji are written, and are let through.
func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
  case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
  case .spaceSeparator: scalar != " "
  default: false
  }
}
