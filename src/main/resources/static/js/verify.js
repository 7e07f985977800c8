// Checks a PDF as soon as it is dropped or chosen.
const form = document.getElementById('verify');
const input = document.getElementById('file');

input.addEventListener('change', check);
form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('over'); });
form.addEventListener('dragleave', () => form.classList.remove('over'));
form.addEventListener('drop', (event) => {
  event.preventDefault();
  form.classList.remove('over');
  input.files = event.dataTransfer.files;
  check();
});

function check() {
  if (input.files.length > 0) {
    form.querySelector('[role=status]').textContent = form.dataset.checking;
    form.requestSubmit();
  }
}
