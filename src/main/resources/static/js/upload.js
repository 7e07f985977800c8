// Sends dropped or chosen PDFs one after the other, with progress, and shows what was refused beside the file.
const form = document.getElementById('drop');
const input = document.getElementById('files');
const list = document.getElementById('uploads');
const LARGEST = 5242880;

form.querySelector('button').hidden = true;
input.addEventListener('change', () => start([...input.files]));
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('over'); });
form.addEventListener('dragleave', () => form.classList.remove('over'));
form.addEventListener('drop', (event) => {
  event.preventDefault();
  form.classList.remove('over');
  start([...event.dataTransfer.files]);
});
watchTypes();
// Chosen while this script was still on its way.
if (input.files.length > 0) {
  start([...input.files]);
}

async function start(files) {
  for (const file of files) {
    await send(file);
  }
  input.value = '';
  await refresh();
}

function send(file) {
  const line = document.createElement('li');
  const name = document.createElement('strong');
  name.textContent = file.name;
  const size = document.createElement('span');
  size.className = 'detail';
  size.textContent = file.size < 1000000 ? `${Math.max(1, Math.round(file.size / 1000))} ko` : `${(file.size / 1000000).toFixed(1)} Mo`;
  const progress = document.createElement('progress');
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute('aria-label', `${form.dataset.sending} ${file.name}`);
  line.append(name, size, progress);
  list.append(line);
  return new Promise((done) => {
    const refuse = (sentence) => {
      progress.remove();
      line.classList.add('refused');
      const text = document.createElement('span');
      text.textContent = sentence;
      line.append(text);
      done();
    };
    if (file.size > LARGEST) {
      refuse(form.dataset.tooLarge);
      return;
    }
    const data = new FormData();
    data.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', `${form.action}?script`);
    request.setRequestHeader('X-CSRF-TOKEN', document.querySelector('meta[name=_csrf]').content);
    request.upload.addEventListener('progress', (event) => { progress.value = event.loaded / event.total; });
    request.addEventListener('error', () => refuse(form.dataset.failed));
    request.addEventListener('load', () => {
      if (request.status === 200) {
        line.remove();
        done();
      } else {
        let sentence = form.dataset.failed;
        try { sentence = JSON.parse(request.responseText).sentence ?? sentence; } catch { /* not ours: keep the general sentence */ }
        refuse(sentence);
      }
    });
    request.send(data);
  });
}

async function refresh() {
  const response = await fetch(window.location.href);
  if (!response.ok) {
    window.location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  document.getElementById('documents').replaceWith(page.getElementById('documents'));
  document.dispatchEvent(new Event('documents-shown'));
  watchTypes();
}

function watchTypes() {
  for (const types of document.querySelectorAll('.types')) {
    types.querySelector('button').hidden = true;
    types.addEventListener('change', () => types.requestSubmit());
  }
}
