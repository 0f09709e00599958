internal import HTTPTypes

/// How a form was sent, and so how it is answered.
enum FormEncoding {
  /// By a form of HTML: the browser shows the answer.
  case html
  /// By a script: the answer is for it.
  case json

  /// Reads the Content-Type of a request; nil for a type that is not taken.
  init?(contentType: String?) {
    let type = contentType?.prefix { $0 != ";" }.lowercased() ?? ""
    switch String(type.filter { $0 != " " && $0 != "\t" }) {
    case "application/x-www-form-urlencoded": self = .html
    case "application/json": self = .json
    default: return nil
    }
  }
}
