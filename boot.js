// Runs before everything else on the page.
//
// 1. Finds the chosen endpoint and narrows the page's Content-Security-Policy to its origin: from then on the browser
//    itself refuses to send anything anywhere else, whatever script asks for it.
// 2. Applies the saved appearance and language, so that nothing flashes.
//
// The places and their order are those of src/browser/endpoint.rs, the rules those of crates/wire/src/{base_url,host}.rs.
(function () {
  'use strict';
  var root = document.documentElement;

  function stored(storage, name) {
    // Reading `window.sessionStorage` alone throws where site data is blocked.
    try {
      return JSON.parse(window[storage].getItem(name));
    } catch (_) {
      return null;
    }
  }

  function baseOf(choice) {
    return choice && typeof choice.base === 'string' ? choice.base : '';
  }

  function endpoint() {
    var name = 'parlance.endpoint';
    var meta = document.querySelector('meta[name="parlance-endpoint"]');
    var bases = [
      baseOf(stored('sessionStorage', name)),
      baseOf(stored('localStorage', name)),
      meta ? meta.content : '',
      'https://api.openai.com/v1',
    ];
    for (var i = 0; i < bases.length; i++) {
      var origin = originOf(bases[i]);
      if (origin) return origin;
    }
    return '';
  }

  // The origin of an address that may be an endpoint, else ''. Only the plainest form passes: nothing that two parsers
  // could read differently, and nothing that a policy could read as more than one source.
  function originOf(base) {
    var parts = /^(?:(https?):\/\/)?([a-z0-9._-]+?)\.?(:\d{1,5})?(?:\/[^?#\s\\]*)?$/i.exec(base.trim());
    if (!parts) return '';
    var host = parts[2].toLowerCase();
    var near = isNear(host);
    var scheme = parts[1] ? parts[1].toLowerCase() : near ? 'http' : 'https';
    if ((scheme === 'http' && !near) || host === '0.0.0.0') return '';
    try {
      var url = new URL(scheme + '://' + host + (parts[3] || ''));
      // `127.1` and `2130706433` come back as 127.0.0.1: not what was written.
      return url.hostname === host ? url.origin : '';
    } catch (_) {
      return '';
    }
  }

  // This machine or the network around it: the only places for plain http.
  function isNear(host) {
    if (/^(\d+\.){3}\d+$/.test(host)) {
      var octets = host.split('.').map(Number);
      var a = octets[0];
      var b = octets[1];
      return (
        a === 127 ||
        a === 10 ||
        (a === 192 && b === 168) ||
        (a === 169 && b === 254) ||
        (a === 172 && b >= 16 && b <= 31) ||
        (a === 100 && b >= 64 && b <= 127)
      );
    }
    return !host.includes('.') || /\.(localhost|local|lan|internal|home\.arpa)$/.test(host);
  }

  var origin = endpoint();
  var policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  // default-src too: a prefetch is judged by the least strict directive, and without one it could go anywhere. What it
  // allows beyond connect-src is what the base policy decides, which stays in force.
  policy.content =
    "default-src 'self' data: blob: 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'" +
    (origin ? ' ' + origin : '');
  document.head.appendChild(policy);
  root.dataset.origin = origin;

  var theme = stored('localStorage', 'parlance.appearance');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

  var languages = ['en', 'de', 'ar'];
  var wished = [stored('localStorage', 'parlance.locale')].concat(navigator.languages || []);
  for (var i = 0; i < wished.length; i++) {
    var language = String(wished[i] || '').split('-')[0].toLowerCase();
    if (languages.indexOf(language) >= 0) {
      root.lang = language;
      root.dir = language === 'ar' ? 'rtl' : 'ltr';
      break;
    }
  }
})();
