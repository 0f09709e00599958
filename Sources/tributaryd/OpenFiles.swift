import Foundation

/// Lets the process open as many files as it may: each connection is one, and the limit that shells set is made for
/// programs that use select(2).
func raiseOpenFileLimit() {
  var limit = rlimit()
  guard getrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
  limit.rlim_cur = limit.rlim_max
  // Where it is refused the limit stays as it was, and connections beyond it wait to be accepted.
  _ = setrlimit(.init(RLIMIT_NOFILE.rawValue), &limit)
}
