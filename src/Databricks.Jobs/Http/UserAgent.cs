using System.Runtime.InteropServices;

namespace Databricks.Jobs.Http;

/// <summary>Builds the user agent of requests.</summary>
internal static class UserAgent
{
    private static readonly string s_version = typeof(UserAgent).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <param name="suffix">What the program that uses the library adds, such as <c>MyTool/1.2.0</c>.</param>
    /// <param name="method">The authentication method, such as <c>pat</c>.</param>
    /// <param name="pipeline">The build service that runs this, such as <c>azure-devops</c>; null for none.</param>
    public static string Build(string? suffix, string method, string? pipeline)
    {
        string runtime = Environment.Version.ToString(3);
        string text = $"Databricks.Jobs/{s_version} dotnet/{runtime} os/{OperatingSystem} auth/{method}";
        if (!string.IsNullOrWhiteSpace(suffix)) text = $"{suffix!.Trim()} {text}";
        return pipeline is null ? text : $"{text} cicd/{pipeline}";
    }

    private static string OperatingSystem =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "darwin"
        : "linux";
}
