// Checks a PDF as soon as it is dropped or chosen.
const form = document.getElementById('verify');
const LARGEST = 20971520;
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
  if (input.files.length === 0) {
    return;
  }
  const fits = input.files[0].size <= LARGEST;
  form.querySelector('[role=status]').textContent = fits ? form.dataset.checking : form.dataset.tooLarge;
  if (fits) {
    form.requestSubmit();
  }
}
