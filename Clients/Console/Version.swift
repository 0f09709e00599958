/// The version of this source tree, which both `tributary --version` and `tributaryd --version` print, by semver.org.
package let tributaryVersion = "0.1.0"
