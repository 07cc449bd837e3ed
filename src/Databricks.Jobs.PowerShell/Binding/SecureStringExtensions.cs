using System.Net;
using System.Security;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads secure strings.</summary>
internal static class SecureStringExtensions
{
    /// <summary>The plain value.</summary>
    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;
}
