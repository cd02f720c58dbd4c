using System.Collections;
using System.Globalization;

// usage: finish CODE | crash CODE | (serve)
var mode = args.FirstOrDefault() ?? "serve";
var code = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
for (var line = 1; line <= 40; line++)
{
    Console.WriteLine($"{mode} line {line}");
}

if (mode == "finish")
{
    return code;
}

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health", () => "ok");
app.MapGet("/pid", () => Environment.ProcessId);
app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value));
if (mode == "crash")
{
    app.Lifetime.ApplicationStarted.Register(() =>
    {
        Console.WriteLine("the last words");
        Environment.Exit(code);
    });
}

app.Run();
return 0;
