@{
    Severity = @('Error', 'Warning')
    ExcludeRules = @(
        # Tests set variables in BeforeAll and read them in other blocks. The rule does not detect that.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
    Rules = @{
        PSAvoidLongLines = @{ Enable = $true; MaximumLineLength = 120 }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; Kind = 'space' }
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
    }
}
