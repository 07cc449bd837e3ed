using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Databricks.Jobs.PowerShell.Pages;

/// <summary>Opens web pages in the browser of the user. No shell sees the address.</summary>
internal static class Browser
{
    private const string Variable = "BROWSER";
    private const string Placeholder = "%s";

    // A program that cannot open the page usually ends within this time; a browser can keep running.
    private static readonly TimeSpan s_failureTime = TimeSpan.FromSeconds(2);

    /// <summary>Opens a page.</summary>
    /// <param name="page">An address with http or https.</param>
    /// <returns>Whether a browser was started.</returns>
    public static bool TryOpen(Uri page)
    {
        if (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException("Only web pages can be opened.", nameof(page));
        }

        return TryOpenAny(page);
    }

    /// <summary>Opens a file that the module has written.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Whether a browser was started.</returns>
    public static bool TryOpen(FileInfo file) => TryOpenAny(new Uri(file.FullName));

    private static bool TryOpenAny(Uri page) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? TryStart(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true })
        : Commands().Any(command => TryStart(ToStartInfo(command, page)));

    /// <summary>The commands to try, in order: those of the variable BROWSER, which colons separate, then that of the
    /// system. Each is a program with its arguments.</summary>
    private static IEnumerable<string[]> Commands()
    {
        string named = Environment.GetEnvironmentVariable(Variable) ?? "";
        string system = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "open" : "xdg-open";
        return named.Split(':')
            .Append(system)
            .Select(static command => command.Split([' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(static words => words.Length > 0);
    }

    // %s stands for the address, which otherwise is the last argument.
    private static ProcessStartInfo ToStartInfo(string[] command, Uri page)
    {
        string address = page.AbsoluteUri;
        string[] arguments = [.. command.Skip(1)];
        arguments = arguments.Any(static word => word.Contains(Placeholder))
            ? [.. arguments.Select(word => word.Replace(Placeholder, address))]
            : [.. arguments, address];
        // The messages of a browser must not appear at the prompt.
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#if NET
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
#else
        // Only Mono gets here. An absolute URI has neither spaces nor quotation marks.
        start.Arguments = string.Join(" ", arguments);
#endif
        return start;
    }

    private static bool TryStart(ProcessStartInfo start)
    {
        try
        {
            // Null if a browser that is already running opens the page.
            using var process = Process.Start(start);
            if (process is null || start.UseShellExecute)
            {
                return true;
            }

            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return !process.WaitForExit((int)s_failureTime.TotalMilliseconds) || process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }
}
