// Passkeys: puts the portal's question to this device, and sends its answer with the form. Without a script, or on a device that has no
// passkeys, the page says so instead.
(() => {
  const octets = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const able = window.isSecureContext && 'PublicKeyCredential' in window;

  const question = async (form) => {
    const answer = await fetch(form.dataset.question, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': form.elements._csrf.value },
      body: new URLSearchParams({ name: form.elements.name?.value ?? '' }),
    });
    if (!answer.ok || answer.redirected) throw new Error('no question');
    const asked = await answer.json();
    asked.challenge = octets(asked.challenge);
    for (const one of [...asked.excludeCredentials ?? [], ...asked.allowCredentials ?? []]) one.id = octets(one.id);
    delete asked.extensions;
    return asked;
  };

  const made = async (asked) => {
    asked.user.id = octets(asked.user.id);
    asked.authenticatorSelection.requireResidentKey = true;
    const key = await navigator.credentials.create({ publicKey: asked });
    return {
      id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {},
      response: { attestationObject: text(key.response.attestationObject), clientDataJSON: text(key.response.clientDataJSON) },
    };
  };

  const shown = async (asked) => {
    const key = await navigator.credentials.get({ publicKey: asked });
    return {
      id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {},
      response: {
        authenticatorData: text(key.response.authenticatorData), clientDataJSON: text(key.response.clientDataJSON),
        signature: text(key.response.signature), userHandle: text(key.response.userHandle) ?? null,
      },
    };
  };

  document.querySelectorAll('form[data-passkey]').forEach((form) => {
    const told = document.getElementById(form.dataset.problem);
    const button = form.querySelector('button');
    form.hidden = !able;
    document.querySelectorAll('[data-passkey-unable]').forEach((one) => { one.hidden = able; });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      told.hidden = true;
      button.disabled = true;
      try {
        const asked = await question(form);
        const answer = await (form.dataset.passkey === 'make' ? made(asked) : shown(asked));
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch (wrong) {
        const words = { NotAllowedError: told.dataset.cancelled, InvalidStateError: told.dataset.known };
        told.lastElementChild.textContent = words[wrong.name] ?? told.dataset.failed;
        told.hidden = false;
        told.tabIndex = -1;
        told.focus();
        button.disabled = false;
      }
    });
  });
})();
