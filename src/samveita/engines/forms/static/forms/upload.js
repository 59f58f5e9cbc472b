// Sends files one by one as they are chosen and shows how far each has come. Without it the page's button sends them all.

class Upload extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.files = document.getElementById(this.dataset.list);
    if (!this.field || this.bar) return;
    this.bar = Object.assign(document.createElement("progress"), { className: "sv-upload-bar", max: 100, hidden: true });
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    this.bar.setAttribute("aria-label", this.querySelector("label")?.textContent ?? "");
    this.field.after(this.bar, this.status);
    this.field.addEventListener("change", () => this.sendAll([...this.field.files]));
  }

  async sendAll(files) {
    // Once taken, a file is not sent again with the page.
    this.field.value = "";
    this.field.disabled = true;
    for (const file of files) await this.send(file);
    this.field.disabled = false;
    this.bar.hidden = true;
  }

  send(file) {
    const own = this.field.form.elements;
    const form = new FormData();
    for (const name of ["csrfmiddlewaretoken", "_draft", "_revision"]) form.set(name, own[name].value);
    form.set(this.field.name, file);
    const request = new XMLHttpRequest();
    return new Promise((done) => {
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        const percent = Math.floor((100 * event.loaded) / event.total);
        this.bar.hidden = false;
        this.bar.value = percent;
        // A screen reader hears the quarters, not every step.
        if (percent % 25 === 0) this.say(this.dataset.sending, file, percent);
      });
      request.addEventListener("load", () => {
        const isPart = request.getResponseHeader("X-Samveita-Part") === "files";
        if (isPart) this.files.innerHTML = request.responseText;
        const sentence = !isPart ? this.dataset.failed : request.status === 200 ? this.dataset.sent : this.dataset.refused;
        this.say(sentence, file);
        done();
      });
      request.addEventListener("error", () => {
        this.say(this.dataset.failed, file);
        done();
      });
      request.open("POST", this.dataset.url);
      request.setRequestHeader("X-Samveita-Part", "files");
      request.send(form);
    });
  }

  say(sentence, file, percent = 100) {
    this.status.textContent = sentence.replace("{name}", file.name).replace("{percent}", percent);
  }
}

customElements.define("samveita-upload", Upload);
