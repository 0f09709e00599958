internal import HTTPTypes
internal import Hummingbird

/// Which methods the routes of each path know, for those requests that none answers.
struct AllowedMethods: Sendable {
  private let routes: [(path: RouterPath, method: String)]

  init(_ router: WebRouter) {
    routes = router.routes.map { ($0.path, $0.method.rawValue) }
  }

  /// The methods that a path is served with, in alphabetical order; none when there is nothing at the path.
  func methods(of path: String) -> [String] {
    let components = path.split(separator: "/")
    return Set(routes.filter { $0.path.matches(components) }.map(\.method)).sorted()
  }
}

extension RouterPath {
  fileprivate func matches(_ components: [Substring]) -> Bool {
    var position = components.startIndex
    for element in self.components {
      if element == .recursiveWildcard { return true }
      guard position < components.endIndex, element ~= components[position] else { return false }
      position += 1
    }
    return position == components.endIndex
  }
}
