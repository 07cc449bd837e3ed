using System.Management.Automation;
using System.Security;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts a secret as a secure string, as the password of a credential, or as a string, which the secret
/// variables of pipelines are.</summary>
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
            // PowerShell's own message would show the value.
            _ => throw new ArgumentTransformationMetadataException(
                $"{value.GetType().Name} is not a valid type for a secret. "
                + "Use a SecureString, a credential or a string."),
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
