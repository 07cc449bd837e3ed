// The API has a Task of its own; in code, Task without a qualifier is the awaitable one.
global using Task = System.Threading.Tasks.Task;
