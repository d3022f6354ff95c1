// What is shown when the wasm could not start or has panicked. Plain JavaScript that needs nothing of the app: says what
// happened, reloads, and hands over everything that is stored. Never shows or saves the key.
(function () {
  'use strict';
  var words = {
    en: {
      crashed: 'Parlance has stopped.',
      failed: 'Parlance could not start.',
      about: 'A fault in the program. What you wrote and what had arrived is stored in this browser. Reload to go on; if it happens again, download what is stored first.',
      start: 'A file of the page did not arrive, or this browser cannot run it. Check the connection, then reload. What was stored before is untouched.',
      reload: 'Reload',
      download: 'Download everything stored',
      details: 'Details',
      partly: 'Some of it could not be read; the file says what.',
    },
    de: {
      crashed: 'Parlance ist stehen geblieben.',
      failed: 'Parlance konnte nicht starten.',
      about: 'Ein Fehler im Programm. Was Sie geschrieben haben und was angekommen war, ist in diesem Browser gespeichert. Laden Sie neu, um weiterzuarbeiten; geschieht es wieder, laden Sie zuerst das Gespeicherte herunter.',
      start: 'Eine Datei der Seite kam nicht an, oder dieser Browser kann sie nicht ausführen. Prüfen Sie die Verbindung und laden Sie neu. Was gespeichert war, ist unberührt.',
      reload: 'Neu laden',
      download: 'Alles Gespeicherte herunterladen',
      details: 'Einzelheiten',
      partly: 'Einiges war nicht lesbar; in der Datei steht, was.',
    },
    ar: {
      crashed: 'توقف Parlance.',
      failed: 'تعذّر بدء Parlance.',
      about: 'خلل في البرنامج. ما كتبته وما وصل محفوظ في هذا المتصفح. أعد التحميل للمتابعة، وإن تكرر ذلك فنزّل المحفوظ أولاً.',
      start: 'لم يصل أحد ملفات الصفحة، أو لا يستطيع هذا المتصفح تشغيله. تحقق من الاتصال ثم أعد التحميل. ما كان محفوظاً لم يُمس.',
      reload: 'إعادة التحميل',
      download: 'تنزيل كل المحفوظ',
      details: 'التفاصيل',
      partly: 'تعذّرت قراءة بعضه؛ والملف يذكر ما هو.',
    },
  };
  var shown = false;

  // The text without the key that this tab holds, as it is and as JSON writes it.
  function scrub(text) {
    var key;
    try {
      key = JSON.parse(sessionStorage.getItem('parlance.key')).key;
    } catch (_) {
      return text;
    }
    if (typeof key !== 'string' || key.length < 6) return text;
    return text.split(key).join('•••').split(JSON.stringify(key).slice(1, -1)).join('•••');
  }

  function make(tag, text, className) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function show(title, detail) {
    if (shown) return;
    shown = true;
    var told = words[document.documentElement.lang] || words.en;
    var box = make('dialog', '', 'crash');
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-labelledby', 'crash-title');
    box.setAttribute('aria-describedby', 'crash-about');
    box.dataset.testid = 'crash';
    var heading = make('h1', told[title]);
    heading.id = 'crash-title';
    var about = make('p', title === 'failed' ? told.start : told.about);
    about.id = 'crash-about';
    var reload = make('button', told.reload, 'crash-main');
    reload.type = 'button';
    reload.dataset.testid = 'crash-reload';
    reload.addEventListener('click', function () {
      location.reload();
    });
    var download = make('button', told.download);
    download.type = 'button';
    download.dataset.testid = 'crash-download';
    var note = make('p', '', 'crash-note');
    note.setAttribute('role', 'status');
    download.addEventListener('click', function () {
      collect().then(function (stored) {
        if (stored.unreadable.length) note.textContent = told.partly;
        save(scrub(JSON.stringify(stored, null, 1)));
      });
    });
    var buttons = make('p', '', 'crash-buttons');
    buttons.append(reload, download);
    var more = make('details');
    var text = make('pre', scrub(String(detail)));
    text.tabIndex = 0;
    text.dir = 'ltr';
    more.append(make('summary', told.details), text);
    box.append(heading, about, buttons, note, more);
    // Escape would leave a page behind that no longer answers.
    box.addEventListener('cancel', function (event) {
      event.preventDefault();
    });
    document.body.append(box);
    try {
      box.showModal();
    } catch (_) {
      box.setAttribute('open', '');
    }
    reload.focus();
  }

  // What of session storage is the person's: by name, since the key is there too.
  var session = ['parlance.draft.source', 'parlance.draft.target', 'parlance.draft.chat', 'parlance.journal'];

  // The value that a text is the JSON of, else the text: nested in more JSON, the key would be written otherwise.
  function plain(text) {
    try {
      return JSON.parse(text);
    } catch (_) {
      return text;
    }
  }

  // Everything in local storage and IndexedDB, what of this tab is not there yet, and what stands in the text areas.
  // The whole is scrubbed of the key before it is saved.
  function collect() {
    var stored = { version: 1, at: new Date().toISOString(), local: {}, session: {}, fields: {}, databases: {}, unreadable: [] };
    session.forEach(function (name) {
      try {
        var text = sessionStorage.getItem(name);
        if (text !== null) stored.session[name] = plain(scrub(text));
      } catch (error) {
        stored.unreadable.push('session storage: ' + error);
      }
    });
    document.querySelectorAll('textarea').forEach(function (area, at) {
      if (area.value) stored.fields[area.dataset.testid || area.name || String(at)] = area.value;
    });
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var name = localStorage.key(i);
        if (name.indexOf('parlance.') === 0) stored.local[name] = localStorage.getItem(name);
      }
    } catch (error) {
      stored.unreadable.push('local storage: ' + error);
    }
    return databases()
      .then(function (names) {
        return Promise.all(
          names.map(function (name) {
            return read(name, stored).catch(function (error) {
              stored.unreadable.push(name + ': ' + error);
            });
          })
        );
      })
      .then(function () {
        return stored;
      });
  }

  function databases() {
    var known = ['parlance'];
    if (!window.indexedDB || !indexedDB.databases) return Promise.resolve(known);
    return indexedDB.databases().then(
      function (list) {
        return list
          .map(function (one) {
            return one.name;
          })
          .filter(function (name) {
            return name.indexOf('parlance') === 0;
          });
      },
      function () {
        return known;
      }
    );
  }

  function read(name, stored) {
    return new Promise(function (resolve, reject) {
      var request = indexedDB.open(name);
      request.onerror = function () {
        reject(request.error);
      };
      request.onblocked = function () {
        reject('blocked');
      };
      request.onsuccess = function () {
        var database = request.result;
        var stores = Array.from(database.objectStoreNames);
        var into = (stored.databases[name] = {});
        if (!stores.length) return resolve();
        var transaction = database.transaction(stores, 'readonly');
        stores.forEach(function (store) {
          transaction.objectStore(store).getAll().onsuccess = function (event) {
            into[store] = event.target.result;
          };
        });
        transaction.oncomplete = function () {
          database.close();
          resolve();
        };
        transaction.onabort = transaction.onerror = function () {
          reject(transaction.error);
        };
      };
    });
  }

  function save(text) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'parlance-stored.json';
    document.body.append(link);
    link.click();
    link.remove();
  }

  // The panic hook calls this (src/browser/crash.rs).
  window.parlanceCrash = function (detail) {
    show('crashed', detail);
  };

  function running() {
    return document.documentElement.dataset.app === 'running';
  }

  function isWasm(error) {
    return (
      error instanceof WebAssembly.RuntimeError ||
      error instanceof WebAssembly.CompileError ||
      error instanceof WebAssembly.LinkError
    );
  }

  // Other errors are not the end of the app: extensions cause most of them.
  window.addEventListener(
    'error',
    function (event) {
      var target = event.target;
      if (target instanceof HTMLScriptElement) {
        if (!running()) show('failed', 'not loaded: ' + (target.src || 'the start script'));
      } else if (isWasm(event.error)) {
        show(running() ? 'crashed' : 'failed', event.error.stack || event.message);
      }
    },
    true
  );
  window.addEventListener('unhandledrejection', function (event) {
    var reason = event.reason;
    if (isWasm(reason) || !running()) {
      show(running() ? 'crashed' : 'failed', (reason && (reason.stack || reason.message)) || reason);
    }
  });
})();
