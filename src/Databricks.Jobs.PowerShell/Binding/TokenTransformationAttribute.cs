using System.Management.Automation;
using System.Security;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Takes a secret as a secure string, as the password of a credential, or as text, which a pipeline's secret
/// variables are.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TokenTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.GetBaseObject();
        return value switch
        {
            PSCredential credential => credential.Password,
            string text => Protect(text),
            null or SecureString => value,
            // The engine's own words would show the value.
            _ => throw new ArgumentTransformationMetadataException(
                $"A secret is a SecureString, a credential or text, and not {value.GetType().Name}."),
        };
    }

    private static SecureString Protect(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text)
        {
            secret.AppendChar(letter);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
