internal import TributaryClient

/// A key as a column of a report.
extension ReportKey {
  /// Its title for people.
  var title: String {
    switch self {
    case .subId: "SubID"
    case .day: "Day"
    case .partner: "Partner"
    case .landingPage: "Landing page"
    case .unspecified, .unrecognized: spaced(word)
    }
  }

  /// Its value in a row, as it is.
  func value(in row: ReportRow) -> String {
    switch self {
    case .subId: row.subId
    case .day: row.day
    case .partner: row.partner
    case .landingPage: row.landingPage
    case .unspecified, .unrecognized: ""
    }
  }

  /// Its value in a row, for people.
  func shown(in row: ReportRow) -> String {
    switch self {
    case .subId: visibleSubID(row.subId)
    case .landingPage: row.landingPage.isEmpty ? "(not known)" : visibleText(row.landingPage)
    case .day, .partner, .unspecified, .unrecognized: visibleText(value(in: row))
    }
  }
}

/// A SubID for people: none is "(none)", which the same text as a SubID is told from by a backslash.
func visibleSubID(_ subID: String) -> String {
  switch subID {
  case "": "(none)"
  case "(none)": "\\(none)"
  default: visibleText(subID)
  }
}
