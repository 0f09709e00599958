/// What merchants put on every page: `/t.js`.
///
/// It keeps the click token of the page's address in a cookie of the merchant's own domain, which browsers do not block
/// as they do a cookie of the tracking host, and gives it to forms. Its syntax is ES5, so that it loads everywhere, and
/// every way into it is guarded: where a browser lacks something it does less, and the page never sees an error.
///
/// Attributes of its element are its settings: `data-program`, `data-consent="wait"`, `data-cookie-domain` and
/// `data-days`.
enum TrackingScript {
  /// Its text. Comments travel with it, so there are few.
  static let text = #"""
    /* Tributary: remembers which partner's link led here. */
    (function (window, document) {
      "use strict";

      function guarded(action, otherwise) {
        return function (argument) {
          try {
            return action(argument);
          } catch (error) {
            return otherwise;
          }
        };
      }

      guarded(function () {
        var script = document.currentScript || document.querySelector('script[src$="/t.js"]');
        var address = new URL(script.src);
        var settings = script.dataset;
        var allowed = settings.consent !== "wait";
        var inAddress = /[?&]tributary=([\w-]{16,128})(?=&|$)/;
        var inCookies = /(?:^|; )tributary_click=([\w-]{16,128})(?=;|$)/;
        var arrived = first(inAddress, location.search);

        function first(pattern, text) {
          var match = pattern.exec(text);
          return match ? match[1] : "";
        }

        /* A shared address must not carry the visitor's click. */
        var cleanAddress = guarded(function () {
          var page = new URL(location.href), search = page.search;
          while (inAddress.test(search)) search = search.replace(inAddress, "").replace(/^&/, "?");
          if (search === page.search) return;
          page.search = search;
          history.replaceState(history.state, "", page.href);
        });

        var writeCookie = guarded(function (value) {
          var days = value ? Number(settings.days) || 60 : 0;
          document.cookie = "tributary_click=" + value + "; Path=/; SameSite=Lax; Max-Age=" + days * 86400 +
            (settings.cookieDomain ? "; Domain=" + settings.cookieDomain : "") +
            (location.protocol === "https:" ? "; Secure" : "");
        });

        var readCookie = guarded(function () {
          return first(inCookies, document.cookie);
        }, "");

        /* Without cookies the token still serves this page. */
        function token() {
          return allowed ? readCookie() || arrived : "";
        }

        function writeForms(value) {
          document.querySelectorAll("form[data-tributary]").forEach(guarded(function (form) {
            var input = form.querySelector('input[name="tributary"]');
            if (!input) {
              input = document.createElement("input");
              input.type = "hidden";
              input.name = "tributary";
              form.appendChild(input);
            }
            input.value = value;
          }));
        }

        var fillForms = guarded(function () {
          if (token()) writeForms(token());
        });

        function keep() {
          if (arrived) writeCookie(arrived);
          cleanAddress();
        }

        function consent(given) {
          allowed = given === true;
          if (allowed) {
            keep();
            fillForms();
          } else {
            arrived = "";
            writeCookie("");
            cleanAddress();
            writeForms("");
          }
        }

        function lead(fields) {
          if (!allowed || !settings.program) return false;
          return fetch(new URL("f/" + encodeURIComponent(settings.program), address).href, {
            method: "POST",
            credentials: "omit",
            keepalive: true,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(Object.assign({}, fields, token() ? { tributary: token() } : {}))
          }).then(function (response) {
            return response.ok;
          }, function () {
            return false;
          });
        }

        if (allowed) keep();
        fillForms();
        document.addEventListener("DOMContentLoaded", fillForms);
        document.addEventListener("submit", fillForms, true);
        /* form.submit() and new FormData(form) send no submit event. */
        document.addEventListener("formdata", guarded(function (event) {
          if (token() && event.target.matches("form[data-tributary]")) event.formData.set("tributary", token());
        }), true);

        window.tributary = {
          lead: guarded(function (fields) {
            return Promise.resolve(guarded(lead, false)(fields));
          }),
          consent: guarded(consent),
          token: guarded(token, "")
        };
      })();
    })(window, document);

    """#
}
