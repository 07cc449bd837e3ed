using System.Net;
using System.Security;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads secure strings.</summary>
internal static class SecureStringExtensions
{
    /// <summary>The secret itself.</summary>
    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;
}
